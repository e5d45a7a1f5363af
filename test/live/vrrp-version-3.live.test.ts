import { expect } from "vitest";
import { describeLive, liveTest } from "./live.ts";
import { type Maker, VrrpNet, virtualAddress } from "./vrrp-net.ts";

const configuration = (priority: number, lines: string, address = virtualAddress) => `
vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority ${priority}
    ${lines}
    virtual_ipaddress {
        ${address}/24
    }
}
`;

const v3 = (seconds: number) => `version 3\n advert_int ${seconds}`;
const master = "Entering MASTER STATE";
const backup = "Entering BACKUP STATE";
const pairs: readonly (readonly [Maker, Maker])[] = [
  ["ours", "ours"],
  ["ours", "real"],
  ["real", "ours"],
];

describeLive(
  "VRRP version 3",
  () => {
    for (const [first, second] of pairs) {
      liveTest(
        `${first} and ${second} at 100 ms and 10 ms: elect, fail over, fail back, hand over`,
        async () => {
          await using net = await VrrpNet.create(2);
          const [one, two] = nodesOf(net);
          for (const seconds of [0.1, 0.01]) {
            let strong = one.start(first, configuration(200, v3(seconds)));
            const weak = two.start(second, configuration(100, v3(seconds)));
            await strong.line(master);
            await net.ownedBy(1);
            await strong.end("SIGKILL");
            await one.run("sh", "-c", "while killall -q -0 keepalived; do sleep 0.01; done");
            await weak.line(master);
            // Our guardian takes the address away; the original leaves it.
            await net.ownedBy(...(first === "ours" ? [2] : [1, 2]));
            strong = one.start(first, configuration(200, v3(seconds)));
            await strong.line(master);
            await weak.line("with higher priority 200, ours 100");
            await net.ownedBy(1);
            const stopped = strong.end("SIGTERM");
            await weak.line("Backup received priority 0 advertisement");
            await weak.line(master);
            expect(await stopped).toBe(0);
            await net.ownedBy(2);
            expect(await weak.end("SIGTERM")).toBe(0);
            await net.ownedBy();
          }
        },
      );
    }

    liveTest("a backup learns the interval of its master, whoever made it", async () => {
      await using net = await VrrpNet.create(2);
      const [one, two] = nodesOf(net);
      for (const [first, second] of pairs.slice(1)) {
        const strong = one.start(first, configuration(200, v3(0.1)));
        await strong.line(master);
        const weak = two.start(second, configuration(100, v3(2)));
        await weak.line("advertisement interval updated from 2000ms to 100ms by master");
        await strong.end("SIGTERM");
        await weak.line(master);
        await weak.end("SIGTERM");
      }
    });

    liveTest("two lists of addresses: loud, and one owner, also beside the original", async () => {
      await using net = await VrrpNet.create(2);
      const [one, two] = nodesOf(net);
      const both = `${virtualAddress}/24\n192.168.1.101`;
      for (const [first, second, owner] of [
        ["real", "ours", 1],
        ["ours", "real", 2],
      ] as const) {
        const strong = one.start(first, configuration(200, v3(0.1), both));
        const weak = two.start(second, configuration(100, v3(0.1)));
        if (second === "ours") await weak.line("expected 1 VIPs but received 2");
        else await strong.line("stays MASTER and discards our adverts");
        await net.ownedBy(owner);
        expect((owner === 1 ? weak : strong).log.split(backup).length).toBeGreaterThan(1);
        await strong.end("SIGTERM");
        await weak.end("SIGTERM");
      }
    });

    liveTest("two versions do not hear each other, and say so", async () => {
      await using net = await VrrpNet.create(2);
      const [one, two] = nodesOf(net);
      const strong = one.start("ours", configuration(200, "version 2"));
      const weak = two.start("real", configuration(100, "version 3"));
      await strong.line("wrong version. Received 3 and expect 2");
      await weak.line("wrong version. Received 2 and expect 3");
    });
  },
  { stack: "keepalived-haproxy" },
);

function nodesOf({ nodes: [one, two] }: VrrpNet) {
  if (one === undefined || two === undefined) throw new Error("two nodes are needed");
  return [one, two] as const;
}
