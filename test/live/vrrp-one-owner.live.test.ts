import { join } from "node:path";
import { expect } from "vitest";
import { describeLive, liveTest } from "./live.ts";
import { VrrpNet, type VrrpNode, virtualAddress } from "./vrrp-net.ts";
import { instanceText, nodesOf } from "./vrrp-stage.ts";

const master = "Entering MASTER STATE";

const configuration = (priority: number, lines = "") =>
  instanceText({ priority, advertInt: 0.2, lines: `nopreempt\n ${lines}` });

interface Span {
  readonly owners: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly questions: number;
}

const harness = [process.execPath, join(import.meta.dirname, "vrrp-owners-harness.ts"), virtualAddress];

/** Who answered, by the number of the node, asked by node 3 a thousand times a second while `story` happens. */
async function asked(net: VrrpNet, story: () => Promise<void>): Promise<readonly Span[]> {
  const [one, two, three] = nodesOf(net);
  const names = new Map([await macOf(one), await macOf(two)].map((mac, index) => [mac, `${index + 1}`]));
  const probe = three.launch(harness, "probe");
  await probe.line("asking");
  await story();
  const told = probe.line("[{");
  await probe.end("SIGTERM");
  const spans = JSON.parse(await told) as Span[];
  return spans.map((span) => ({ ...span, owners: span.owners.map((mac) => names.get(mac) ?? mac) }));
}

/** The owners one after the other; a pause, and an owner who is asked once and late, are no change. */
function succession(spans: readonly Span[]): readonly string[] {
  const owners = spans.flatMap(({ owners }) => (owners.length === 0 ? [] : [owners.join(" and ")]));
  return owners.filter((owner, index) => owner !== owners[index - 1]);
}

/** How long two nodes answered at the longest. */
function twoOwnersMs(spans: readonly Span[]): number {
  return Math.max(
    0,
    ...spans.filter(({ owners }) => owners.length > 1).map(({ fromMs, toMs }) => toMs - fromMs + 1),
  );
}

async function macOf(node: VrrpNode): Promise<string> {
  const { output } = await node.run("ip", "-j", "link", "show", "dev", "eth0");
  const [link] = JSON.parse(output) as { address: string }[];
  return link?.address ?? "";
}

async function tables(node: VrrpNode): Promise<readonly string[]> {
  const { output } = await node.run("nft", "list", "tables");
  return output.split("\n").filter((line) => line !== "");
}

/** The guardian first: it would be at work before its turn came. */
const signalAll = (signal: string) => [
  "sh",
  "-c",
  `kill -${signal} $(pgrep -x 'vip-guardian|ip') $(pgrep -x keepalived)`,
];

describeLive("the address never has two owners", () => {
  liveTest(
    "when the agent is killed: the guardian is faster than the watch connection of the other one",
    async () => {
      await using net = await VrrpNet.create(3);
      const [one, two] = nodesOf(net);
      const watched = "@bascule watch on";
      const first = one.start("ours", configuration(200, watched));
      await first.line(master);
      const second = two.start("ours", configuration(100, watched));
      await second.line("Entering BACKUP STATE");
      await net.ownedBy(1);
      const spans = await asked(net, async () => {
        await first.end("SIGKILL");
        await second.line(master);
        await net.ownedBy(2);
      });
      expect(succession(spans).filter((owners) => !owners.includes("and"))).toEqual(["1", "2"]);
      expect(twoOwnersMs(spans), JSON.stringify(spans)).toBeLessThanOrEqual(20);
    },
  );

  liveTest("when the agent is stopped and goes on after the takeover", async () => {
    await using net = await VrrpNet.create(3);
    const [one, two] = nodesOf(net);
    const first = one.start("ours", configuration(200));
    await first.line(master);
    const second = two.start("ours", configuration(100));
    await second.line("Entering BACKUP STATE");
    const spans = await asked(net, async () => {
      await one.run("killall", "-STOP", "keepalived");
      await second.line(master);
      // Both have the address, and only one answers for it.
      await net.ownedBy(1, 2);
      await one.run("killall", "-CONT", "keepalived");
      await first.line("Entering BACKUP STATE");
      await net.ownedBy(2);
    });
    expect(succession(spans), JSON.stringify(spans)).toEqual(["1", "2"]);
    // It sent nothing first: the other one never had to insist.
    expect(second.log).not.toContain("Received advert from 192.168.1.11");
    expect(first.log).toContain("looks for another master");
  });

  liveTest("when the agent is frozen together with its guardian, as docker pause does", async () => {
    await using net = await VrrpNet.create(3);
    const [one, two] = nodesOf(net);
    const first = one.start("ours", configuration(200));
    await first.line(master);
    const second = two.start("ours", configuration(100));
    await second.line("Entering BACKUP STATE");
    const spans = await asked(net, async () => {
      await one.run(...signalAll("STOP"));
      await second.line(master);
      await net.ownedBy(1, 2);
      await one.run(...signalAll("CONT"));
      await first.line("Entering BACKUP STATE");
      await net.ownedBy(2);
    });
    expect(succession(spans), JSON.stringify(spans)).toEqual(["1", "2"]);
    // Alone, and nobody took over: it goes on.
    await second.end("SIGTERM");
    await first.line(master);
    await one.run(...signalAll("STOP"));
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await one.run(...signalAll("CONT"));
    await first.line("looks for another master");
    const after = await asked(net, () => new Promise((resolve) => setTimeout(resolve, 300)));
    expect(succession(after)).toEqual(["1"]);
  });

  liveTest("when everything of it is killed at once; the next daemon cleans up", async () => {
    await using net = await VrrpNet.create(3);
    const [one, two] = nodesOf(net);
    const first = one.start("ours", configuration(200));
    await first.line(master);
    const second = two.start("ours", configuration(100));
    await second.line("Entering BACKUP STATE");
    const spans = await asked(net, async () => {
      await one.run(...signalAll("KILL"));
      await second.line(master);
      await net.ownedBy(1, 2);
    });
    expect(succession(spans), JSON.stringify(spans)).toEqual(["1", "2"]);
    const [left] = await tables(one);
    expect(left).toMatch(/^table netdev bascule-/);
    const next = one.start("ours", configuration(200));
    await next.line("Entering BACKUP STATE");
    await net.ownedBy(2);
    await next.line("Startup complete");
    expect(await tables(one)).toEqual([expect.not.stringContaining(left ?? "")]);
    expect(await next.end("SIGTERM")).toBe(0);
    expect(await tables(one)).toEqual([]);
  });
});

describeLive("the lease in the kernel", () => {
  liveTest("is made anew when somebody flushes the rules, and left out when the file says so", async () => {
    await using net = await VrrpNet.create(1);
    const [one] = net.nodes;
    if (one === undefined) return expect.fail("no node");
    const daemon = one.start("ours", configuration(200));
    await daemon.line(master);
    const before = await tables(one);
    expect(before).toHaveLength(1);
    await one.run("nft", "flush", "ruleset");
    await daemon.line("The lease in the kernel is made anew");
    expect(await tables(one)).toHaveLength(1);
    expect(await tables(one)).not.toEqual(before);
    await daemon.end("SIGTERM");
    const without = one.start("ours", `global_defs {\n @bascule lease off\n}\n${configuration(200)}`);
    await without.line(master);
    expect(await tables(one)).toEqual([]);
    expect(without.log).not.toMatch(/lease/i);
  });
});
