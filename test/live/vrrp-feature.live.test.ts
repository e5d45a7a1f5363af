import { expect } from "vitest";
import { describeLive, liveTest } from "./live.ts";
import { type Maker, VrrpNet, virtualAddress } from "./vrrp-net.ts";
import { instanceText, nodesOf } from "./vrrp-stage.ts";

const master = "Entering MASTER STATE";
const block = (priority: number, lines: string) => instanceText({ priority, lines });
const mixed: readonly (readonly [Maker, Maker, string])[] = [
  ["ours", "real", "version 2\n advert_int 1"],
  ["real", "ours", ""],
];

describeLive(
  "an instance",
  () => {
    liveTest("speaks unicast with the original, in both versions", async () => {
      await using net = await VrrpNet.create(2);
      const [one, two] = nodesOf(net);
      const unicast = (mine: number, peer: number, version: string) =>
        `unicast_src_ip 192.168.1.${mine}\n unicast_peer {\n 192.168.1.${peer} min_ttl 255 max_ttl 255\n }\n ${version}`;
      for (const [first, second, version] of mixed) {
        const strong = one.start(first, block(200, unicast(11, 12, version)));
        await strong.line(master);
        const weak = two.start(second, block(100, unicast(12, 11, version)));
        const seen = await two.run(..."timeout 3 tcpdump -i eth0 -n -c 2 proto 112".split(" "));
        expect(seen.output).toContain("192.168.1.11 > 192.168.1.12: VRRPv");
        await net.ownedBy(1);
        await strong.end("SIGTERM");
        await weak.line(master);
        await weak.end("SIGTERM");
      }
    });

    liveTest("speaks to the multicast group that the file names, and reminds other interfaces", async () => {
      await using net = await VrrpNet.create(2);
      const [one, two] = nodesOf(net);
      await one.run(
        "sh",
        "-c",
        "ip link add eth1 type veth peer name x1; ip link set x1 up; ip link set eth1 up",
      );
      const elsewhere = "virtual_ipaddress_excluded {\n 10.7.0.1/16 dev eth1\n 10.7.0.2/16 dev eth1\n }";
      const lines = `mcast_dst_ip 224.0.0.21\n garp_extra_if all 1\n garp_master_delay 0\n garp_master_repeat 1\n ${elsewhere}`;
      for (const [first, second] of mixed) {
        const strong = one.start(first, block(200, lines));
        await strong.line(master);
        const weak = two.start(second, block(100, "mcast_dst_ip 224.0.0.21"));
        await weak.line("Entering BACKUP STATE");
        const { output } = await one.run(..."timeout 5 tcpdump -i x1 -n -c 2 arp".split(" "));
        const reminded = output.match(/who-has \S+/g);
        expect([first, reminded]).toEqual([first, ["who-has 10.7.0.1", "who-has 10.7.0.1"]]);
        const seen = await two.run(..."timeout 3 tcpdump -i eth0 -n -c 1 proto 112".split(" "));
        expect(seen.output).toContain("192.168.1.11 > 224.0.0.21: VRRPv3");
        await net.ownedBy(1);
        await weak.end("SIGTERM");
        await strong.end("SIGTERM");
      }
    });

    liveTest("sets excluded addresses too, watches another link, waits after the start", async () => {
      await using net = await VrrpNet.create(2);
      const [one, two] = nodesOf(net);
      await one.run(
        "sh",
        "-c",
        "ip link add eth1 type veth peer name x1 && ip link set x1 up && ip link set eth1 up",
      );
      const lines =
        "virtual_ipaddress_excluded {\n 10.7.0.1/16\n }\n track_interface {\n eth1\n }\n garp_master_delay 1\n garp_master_repeat 2";
      const strong = one.start("ours", `global_defs {\n vrrp_startup_delay 1.5\n}\n${block(200, lines)}`);
      const weak = two.start("real", block(100, ""));
      await weak.line(master);
      await strong.line(master);
      await net.ownedBy(1);
      expect(await one.addresses()).toContain("10.7.0.1/16");
      expect(strong.log).toContain("Delaying startup for 1.5 seconds");
      const arps = await two.run(..."timeout 4 tcpdump -i eth0 -n -c 2 arp host 10.7.0.1".split(" "));
      expect(arps.output).toContain("10.7.0.1");
      await one.run("ip", "link", "set", "x1", "down");
      await strong.line("Netlink reports eth1 down");
      await strong.line("Entering FAULT STATE");
      await weak.line(master);
      expect(await one.addresses()).toEqual(["192.168.1.11/24"]);
      await one.run("ip", "link", "set", "x1", "up");
      await strong.line(master);
      await net.ownedBy(1);
    });

    liveTest("changes its priority by weights as the original does, also in reverse", async () => {
      await using net = await VrrpNet.create(1);
      const [one] = nodesOf(net);
      const text = `global_defs {\n enable_script_security\n script_user root\n}
vrrp_script good {\n script /bin/true\n interval 1\n}
vrrp_script bad {\n script /bin/false\n interval 1\n}
${block(100, "track_script {\n good weight 10 reverse\n bad weight -20 reverse\n }\n track_interface {\n lo weight 5\n }")}`;
      const last = (log: string) =>
        log
          .match(/Changing effective priority from \d+ to (\d+)/g)
          ?.at(-1)
          ?.split(" ")
          .at(-1);
      for (const maker of ["real", "ours"] as const) {
        const daemon = one.start(maker, text);
        await daemon.line(master);
        await one.run("sleep", "1.5");
        expect(`${maker} ${last(daemon.log)}`).toBe(`${maker} 115`);
        await daemon.end("SIGTERM");
      }
    });

    liveTest(
      "reads its file again at SIGHUP: what stays is untouched, what is wrong is refused",
      async () => {
        await using net = await VrrpNet.create(2);
        const [one, two] = nodesOf(net);
        const write = (text: string) => one.run("sh", "-c", `cat >/run/part.conf <<'EOF'\n${text}EOF`);
        const again = "kill -HUP $(cat /run/keepalived.pid)";
        await write(block(200, ""));
        const other = block(50, "")
          .replace("VI_1", "VI_2")
          .replace("51", "52")
          .replace(virtualAddress, "10.9.0.1");
        const strong = one.start(
          "ours",
          `include /run/p*.conf\n$ONE=alone\n${other.replace("VI_2", `\${ONE}`)}`,
        );
        const weak = two.start("real", block(100, ""));
        await strong.line(`(VI_1) ${master}`);
        // Of lower priority: its skew is longer.
        await strong.line(`(alone) ${master}`);
        await weak.line("Entering BACKUP STATE");
        await write(block(90, "").replace("priority 90", "priority"));
        await one.run("sh", "-c", again);
        await strong.line("/run/part.conf:6:5");
        await strong.line("Reload refused");
        await net.ownedBy(1);
        await write(block(201, "virtual_ipaddress_excluded {\n 10.7.0.1/16\n }"));
        await one.run("sh", "-c", again);
        await strong.line("Reload finished");
        const held = ["10.7.0.1/16", "10.9.0.1/24", "192.168.1.100/24", "192.168.1.11/24"];
        expect((await one.addresses()).toSorted()).toEqual(held);
        await write(block(99, ""));
        await one.run("sh", "-c", again);
        await strong.line("Reload finished");
        await weak.line(master);
        await strong.line("(VI_1) Entering BACKUP STATE");
        await net.ownedBy(2);
        expect(await one.addresses()).toEqual(["192.168.1.11/24", "10.9.0.1/24"]);
        // As for the original: a file that is no longer there has no instances.
        await one.run("rm", "/run/part.conf");
        await one.run("sh", "-c", again);
        await strong.line("Reload finished");
        // The other instance has not noticed anything of it.
        expect(strong.log.split(`(alone) ${master}`)).toHaveLength(2);
        expect(strong.log.split("(alone) Entering BACKUP STATE")).toHaveLength(2);
        expect(strong.log).not.toContain("(alone) sent 0 priority");
        expect(await strong.end("SIGTERM")).toBe(0);
      },
    );
  },
  { stack: "keepalived-haproxy" },
);
