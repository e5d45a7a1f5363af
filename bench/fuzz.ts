import { parseArgs } from "node:util";
import { VrrpNet, type VrrpNode, virtualAddress } from "../test/live/vrrp-net.ts";
import type { VrrpTestDaemon } from "../test/live/vrrp-test-daemon.ts";

/**
 * Throws packets at the raw sockets of a master and a backup of ours, half of which pass checksum and password, and
 * tells what became of their states, of the master's rhythm and of their memory. Exit code 1 when something did.
 * `node bench/fuzz.ts [--packets 1000000] [--rate 10000] [--seed 1]`: as many of each version of VRRP.
 */
const { values } = parseArgs({
  options: {
    packets: { type: "string", default: "1000000" },
    rate: { type: "string", default: "10000" },
    seed: { type: "string", default: `${Date.now() % 1e6}` },
  },
});
const harness = new URL("../test/live/vrrp-fuzz-harness.ts", import.meta.url).pathname;
const master = "Entering MASTER STATE";
/** The master may be late by half an interval: what a backup must forgive anyway. */
const latestMs = 1500;
const growth = 1.05;

const file = (priority: number, version: number) => `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority ${priority}
    version ${version}
    advert_int 1
    ${version === 2 ? "authentication {\n auth_type PASS\n auth_pass secret12\n }" : ""}
    virtual_ipaddress {
        ${virtualAddress}/24
    }
}
`;

async function fuzz(version: 2 | 3): Promise<boolean> {
  await using net = await VrrpNet.create(3);
  const [one, two, three] = net.nodes as [VrrpNode, VrrpNode, VrrpNode];
  const strong = one.start("ours", file(200, version));
  const weak = two.start("ours", file(100, version));
  await strong.line(master);
  const capture = two.launch(
    ["sh", "-c", "exec tcpdump -i eth0 -n -tt -l src 192.168.1.11 and ip proto 112 1>&2"],
    "tcpdump",
  );
  await capture.line("listening on");
  const throwAt = (count: number) =>
    three.run(process.execPath, harness, `${count}`, values.rate, `${version}`, values.seed);
  // What grows at first is what any daemon needs once.
  await throwAt(Math.ceil(Number(values.packets) / 10));
  const before = await Promise.all([memoryKb(one), memoryKb(two)]);
  const { output } = await throwAt(Number(values.packets));
  const after = await Promise.all([memoryKb(one), memoryKb(two)]);
  const gapMs = longestGapMs(capture.log);
  const found = {
    ...{ version, packets: Number(output), seed: values.seed, rate: values.rate },
    ...{ unread: await Promise.all([unread(one), unread(two)]), longestGapMs: Math.round(gapMs) },
    memoryKb: before.map((kb, index) => `${kb} → ${after[index]}`),
    states: [statesOf(strong), statesOf(weak)],
  };
  process.stdout.write(`${JSON.stringify(found)}\n`);
  const isFlat = before.every((kb, index) => (after[index] ?? Number.POSITIVE_INFINITY) <= kb * growth);
  const isQuiet = !weak.log.includes(master) && strong.log.split(master).length === 2;
  return isFlat && isQuiet && gapMs <= latestMs && (await one.owns());
}

async function memoryKb(node: VrrpNode): Promise<number> {
  const { output } = await node.run("sh", "-c", "grep -h VmRSS /proc/$(pgrep -o -x keepalived)/status");
  return Number(/\d+/.exec(output)?.[0] ?? 0);
}

/** What the sockets had no room for. */
async function unread(node: VrrpNode): Promise<number> {
  const { output } = await node.run("cat", "/proc/self/net/raw");
  return Math.max(
    0,
    ...output
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => Number(line.trim().split(/\s+/).at(-1))),
  );
}

function longestGapMs(log: string): number {
  const times = [...log.matchAll(/^(\d+\.\d+) IP 192/gm)].map(([, seconds]) => Number(seconds) * 1000);
  return Math.max(...times.map((atMs, index) => atMs - (times[index - 1] ?? atMs)));
}

const statesOf = (daemon: VrrpTestDaemon) =>
  [...daemon.log.matchAll(/Entering (\w+) STATE/g)].map(([, state]) => state);

const passed = [await fuzz(2), await fuzz(3)];
process.exitCode = passed.every(Boolean) ? 0 : 1;
