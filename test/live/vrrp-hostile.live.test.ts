import { expect } from "vitest";
import { describeLive, liveTest } from "./live.ts";
import { VrrpNet, virtualAddress } from "./vrrp-net.ts";
import { nodesOf } from "./vrrp-stage.ts";

const master = "Entering MASTER STATE";
const storm = `${import.meta.dirname}/vrrp-storm-harness.ts`;
const fuzz = `${import.meta.dirname}/vrrp-fuzz-harness.ts`;

const block = (name: string, id: number, priority: number, address: string) => `
vrrp_instance ${name} {
    interface eth0
    virtual_router_id ${id}
    priority ${priority}
    authentication {
        auth_type PASS
        auth_pass secret12
    }
    virtual_ipaddress {
        ${address}/24
    }
}
`;

describeLive("our daemon among others", () => {
  liveTest(
    "keeps its rhythm and its address while 100 bad packets a second claim a higher priority",
    async () => {
      await using net = await VrrpNet.create(3);
      const [one, two, three] = nodesOf(net);
      const strong = one.start("ours", block("VI_1", 51, 200, virtualAddress));
      const weak = two.start("ours", block("VI_1", 51, 100, virtualAddress));
      await strong.line(master);
      const both = ["proto", "112", "and", "(src 192.168.1.11 or src 192.168.1.13)"];
      const capture = two.run("tcpdump", "-i", "eth0", "-n", "-c", "650", ...both);
      const hostile = await three.run(process.execPath, storm, "8");
      expect(hostile).toEqual({ code: 0, output: "" });
      // Counted by the storm's own packets, not by a clock: 650 of them take 6.5 s at least.
      const own = (await capture).output.split("\n").filter((line) => line.includes("IP 192.168.1.11 >"));
      expect(own.length).toBeGreaterThanOrEqual(6);
      expect(weak.log).not.toContain(master);
      expect(strong.log.split(master)).toHaveLength(2);
      await net.ownedBy(1);
    },
  );

  liveTest("keeps its rhythm and its state under 10,000 packets a second, half of them valid", async () => {
    await using net = await VrrpNet.create(3);
    const [one, two, three] = nodesOf(net);
    const strong = one.start("ours", block("VI_1", 51, 200, virtualAddress));
    const weak = two.start("ours", block("VI_1", 51, 100, virtualAddress));
    await strong.line(master);
    const own = "tcpdump -i eth0 -n -tt -l src 192.168.1.11 and ip proto 112";
    const capture = two.launch(["sh", "-c", `exec ${own} 1>&2`], "tcpdump");
    await capture.line("listening on");
    expect((await three.run(process.execPath, fuzz, "50000", "10000", "2", "1")).output).toBe("50000\n");
    const times = [...capture.log.matchAll(/^(\d+\.\d+) IP /gm)].map(([, seconds]) => Number(seconds));
    const gaps = times.slice(1).map((at, index) => at - (times[index] ?? at));
    // Five seconds of storm: a master that every bad packet put off would be silent for all of them.
    expect(gaps.length).toBeGreaterThanOrEqual(4);
    expect(Math.max(...gaps)).toBeLessThan(1.5);
    expect(weak.log).not.toContain(master);
    expect(strong.log.split(master)).toHaveLength(2);
    // One line of each kind, twice an interval: a storm does not fill the log.
    expect(weak.log.split("lower priority").length).toBeLessThan(30);
    await net.ownedBy(1);
  });

  liveTest("takes part twice on one interface: two instances, each master on its own node", async () => {
    await using net = await VrrpNet.create(2);
    const [one, two] = nodesOf(net);
    const file = (first: number, second: number) =>
      block("VI_1", 51, first, virtualAddress) + block("VI_2", 52, second, "192.168.1.101");
    const left = one.start("ours", file(254, 1));
    const right = two.start("ours", file(1, 254));
    await left.line(`(VI_1) ${master}`);
    await right.line(`(VI_2) ${master}`);
    await net.ownedBy(1);
    expect(await two.addresses()).toEqual(["192.168.1.12/24", "192.168.1.101/24"]);
    await right.end("SIGTERM");
    await left.line(`(VI_2) ${master}`);
    expect(await one.addresses()).toEqual(["192.168.1.11/24", "192.168.1.100/24", "192.168.1.101/24"]);
  });

  liveTest("gives up when somebody removes the address, and takes it again by election", async () => {
    await using net = await VrrpNet.create(1);
    const [one] = nodesOf(net);
    const daemon = one.start("ours", block("VI_1", 51, 254, virtualAddress));
    await daemon.line(master);
    await net.ownedBy(1);
    await one.run("ip", "addr", "del", `${virtualAddress}/24`, "dev", "eth0");
    await daemon.line(`Netlink reflector reports IP ${virtualAddress} removed from eth0`);
    await daemon.line("Entering BACKUP STATE");
    await daemon.line(master);
    await net.ownedBy(1);
  });

  liveTest("comes back after its interface was deleted and made again", async () => {
    await using net = await VrrpNet.create(1);
    const [one] = nodesOf(net);
    const daemon = one.start("ours", block("VI_1", 51, 254, virtualAddress));
    await daemon.line(master);
    await one.run("ip", "link", "del", "eth0");
    await daemon.line("Entering FAULT STATE");
    const commands = "ip link add eth0 type veth peer name x0 && ip link set x0 up && ip link set eth0 up";
    await one.run("sh", "-c", `${commands} && ip addr add 192.168.1.11/24 dev eth0`);
    await daemon.line("Entering BACKUP STATE");
    await daemon.line(master);
    await net.ownedBy(1);
  });

  liveTest("yields after a freeze without a single advert of its own", async () => {
    await using net = await VrrpNet.create(2);
    const [one, two] = nodesOf(net);
    const frozen = one.start("ours", block("VI_1", 51, 100, virtualAddress));
    await frozen.line(master);
    await one.run("killall", "-STOP", "keepalived");
    const other = two.start("ours", block("VI_1", 51, 101, virtualAddress));
    await other.line(master);
    const capture = two.run(
      "timeout",
      "3",
      "tcpdump",
      "-i",
      "eth0",
      "-n",
      "-l",
      "src",
      "192.168.1.11",
      "and",
      "proto",
      "112",
    );
    await one.run("killall", "-CONT", "keepalived");
    await frozen.line("Entering BACKUP STATE");
    await net.ownedBy(2);
    expect((await capture).output).not.toContain("192.168.1.11 >");
  });

  liveTest("works on when nobody reads its log any more", async () => {
    await using net = await VrrpNet.create(1);
    const [one] = nodesOf(net);
    const file = "/run/keepalived.conf";
    await one.run("sh", "-c", `cat >${file} <<'EOF'\n${block("VI_1", 51, 254, virtualAddress)}EOF`);
    const command = `${process.execPath} ${import.meta.dirname}/../../agent/keepalived.ts -n -l -D -f ${file}`;
    await one.run("sh", "-c", `(${command} 2>&1 >/dev/null | head -1 >/run/first) >/dev/null 2>&1 &`);
    await net.ownedBy(1);
    expect((await one.run("cat", "/run/first")).output).toContain("Starting Keepalived");
    expect((await one.run("killall", "-0", "keepalived")).code).toBe(0);
  });
});
