import { expect } from "vitest";
import { describeLive, liveTest } from "./live.ts";
import { type Maker, VrrpNet, type VrrpNode, virtualAddress } from "./vrrp-net.ts";
import { nodesOf } from "./vrrp-stage.ts";

const virtual6 = "2001:db8::100";

/** The IPv4 address among them shows who owns them, as in the other tests. */
const configuration = (priority: number, lines = "version 3\n advert_int 0.1") => `
vrrp_instance VI_6 {
    interface eth0
    virtual_router_id 51
    priority ${priority}
    ${lines}
    virtual_ipaddress {
        fe80::100
        ${virtual6}/64
    }
    virtual_ipaddress_excluded {
        ${virtualAddress}/24
    }
}
`;

const master = "Entering MASTER STATE";
const pairs: readonly (readonly [Maker, Maker])[] = [
  ["ours", "ours"],
  ["ours", "real"],
  ["real", "ours"],
];

describeLive(
  "VRRP over IPv6",
  () => {
    for (const [first, second] of pairs) {
      liveTest(
        `${first} and ${second}: elect, fail over, fail back, hand over, and the neighbours learn it`,
        async () => {
          await using net = await VrrpNet.create(3, { ipv6: true });
          const [one, two, third] = nodesOf(net);
          const [macOne, macTwo] = [await macOf(one), await macOf(two)];
          await third.run(
            ..."ip neigh replace".split(" "),
            virtual6,
            ..."lladdr 02:00:00:00:00:99".split(" "),
            ...stale,
          );
          let strong = one.start(first, configuration(200));
          const weak = two.start(second, configuration(100));
          await weak.line("Entering BACKUP STATE");
          await strong.line(master);
          await net.ownedBy(1);
          expect(await ownAddresses(one)).toEqual(["192.168.1.100/24", "2001:db8::100/64", "fe80::100/128"]);
          await learns(third, macOne);
          await strong.end("SIGKILL");
          await one.run("sh", "-c", "while killall -q -0 keepalived; do sleep 0.01; done");
          await weak.line(master);
          await learns(third, macTwo);
          strong = one.start(first, configuration(200));
          await strong.line(master);
          await weak.line("with higher priority 200, ours 100");
          await net.ownedBy(1);
          await learns(third, macOne);
          const stopped = strong.end("SIGTERM");
          await weak.line("Backup received priority 0 advertisement");
          await weak.line(master);
          expect(await stopped).toBe(0);
          await net.ownedBy(2);
          await learns(third, macTwo);
          expect(await weak.end("SIGTERM")).toBe(0);
          await net.ownedBy();
          expect([await ownAddresses(one), await ownAddresses(two)]).toEqual([[], []]);
        },
      );
    }

    for (const [first, second] of pairs.slice(1)) {
      liveTest(
        `${first} and ${second}: unicast, version 2, and both families with one router id`,
        async () => {
          await using net = await VrrpNet.create(2, { ipv6: true });
          const [one, two] = nodesOf(net);
          const unicast = (own: number, other: number) =>
            `unicast_src_ip 2001:db8::${own}\n unicast_peer {\n 2001:db8::${other}\n }\n version 3\n advert_int 0.1`;
          const both = (priority: number) =>
            `${configuration(priority, "version 2")}vrrp_instance VI_4 {\n interface eth0\n virtual_router_id 51\n priority ${priority}\n virtual_ipaddress {\n 192.168.1.101/24\n }\n}\n`;
          const files = [
            [configuration(200, unicast(11, 12)), configuration(100, unicast(12, 11))],
            [both(200), both(100)],
          ] as const;
          for (const [strongFile, weakFile] of files) {
            const strong = one.start(first, strongFile);
            const weak = two.start(second, weakFile);
            // Who starts later than the other ends has nobody to hear.
            await weak.line("(VI_6) Entering BACKUP STATE");
            await strong.line(`(VI_6) ${master}`);
            if (strongFile.includes("VI_4")) await strong.line("(VI_4) Entering");
            await net.ownedBy(1);
            const stopped = strong.end("SIGTERM");
            await weak.line(`(VI_6) ${master}`);
            await stopped;
            await net.ownedBy(2);
            await weak.end("SIGTERM");
          }
        },
      );
    }
  },
  { stack: "keepalived-haproxy" },
);

const stale = ["nud", "stale", "dev", "eth0"];

/** A third node that knows the address learns where it is now: the override flag replaces what it knew. */
async function learns(node: VrrpNode, mac: string): Promise<void> {
  const deadlineMs = performance.now() + 30_000;
  for (;;) {
    const { output } = await node.run("ip", "-6", "neigh", "show", virtual6, "dev", "eth0");
    if (output.includes(mac)) return;
    if (performance.now() > deadlineMs) throw new Error(`${virtual6} is not at ${mac}: ${output}`);
  }
}

async function macOf(node: VrrpNode): Promise<string> {
  const { output } = await node.run("ip", "-j", "link", "show", "dev", "eth0");
  const [link] = JSON.parse(output) as { address: string }[];
  return link?.address ?? "none";
}

/** Those that VRRP set. */
async function ownAddresses(node: VrrpNode): Promise<readonly string[]> {
  return (await node.addresses()).filter((address) => /100\/\d+$/.test(address)).toSorted();
}
