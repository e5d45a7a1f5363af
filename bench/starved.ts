import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { worldPlans } from "./failover/setting.ts";
import { openShare } from "./failover/share.ts";
import { World } from "./failover/world.ts";

/**
 * Two of our daemons at module 16's settings while the machine has no time for them: all processors busy with other
 * work, then one node, then the other with a tenth of a processor. Nothing may move, and no advert may be missed for
 * more than half an interval. Exit code 1 when something did.
 * `node bench/starved.ts [--minutes 30] [--share-minutes 10] [--percent 10]`
 */
const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "30" },
    "share-minutes": { type: "string", default: "10" },
    percent: { type: "string", default: "10" },
  },
});

const advertMs = 1000;
const longestMs = 1.5 * advertMs;
const settleMs = 8000;
const folder = mkdtempSync(join(tmpdir(), "bascule-starved-"));
const plan = worldPlans("course", folder).find(({ makers }) => makers[0] === "ours");

interface Watched {
  readonly what: string;
  readonly minutes: number;
  readonly adverts: number;
  readonly longestGapMs: number;
  /** Anybody but the owner that had, or announced, the address. */
  readonly falseFailovers: number;
}

async function watch(
  world: World,
  what: string,
  minutes: number,
  work: () => Promise<Disposable>,
): Promise<Watched> {
  const times: number[] = [];
  let falseFailovers = 0;
  using _hearing = world.third.onAdvert(({ by, atMs, priority }) => {
    if (by === "lb1" && priority > 0) times.push(atMs);
    else falseFailovers += 1;
  });
  using _work = await work();
  await wait(minutes * 60_000);
  const gaps = times.slice(1).map((atMs, index) => atMs - (times[index] ?? atMs));
  if (world.client.owner.by !== "lb1") falseFailovers += 1;
  const found = {
    what,
    minutes,
    adverts: times.length,
    longestGapMs: Math.round(Math.max(...gaps)),
    falseFailovers,
  };
  process.stdout.write(`${JSON.stringify(found)}\n`);
  return found;
}

/** One more than there are processors: the scheduler has to choose all the time. */
async function saturate(): Promise<Disposable> {
  const busy: ChildProcess[] = Array.from({ length: cpus().length + 1 }, () =>
    // They end with this process, however that ends.
    spawn("sh", ["-c", "while kill -0 $PPID; do :; done"], { stdio: "ignore" }),
  );
  return {
    [Symbol.dispose]() {
      for (const child of busy) child.kill("SIGKILL");
    },
  };
}

const squeeze = (world: World, name: "lb1" | "lb2") => async (): Promise<Disposable> => {
  const share = openShare(`starved-${process.pid}-${name}`, Number(values.percent));
  share.take(await world.namespaceOf(name));
  return share;
};

async function main(): Promise<readonly Watched[]> {
  if (plan === undefined) throw new Error("no plan");
  await using world = await World.create(plan);
  await wait(settleMs);
  const minutes = Number(values["share-minutes"]);
  return [
    await watch(world, "all processors busy", Number(values.minutes), saturate),
    await watch(world, `owner at ${values.percent} %`, minutes, squeeze(world, "lb1")),
    await watch(world, `backup at ${values.percent} %`, minutes, squeeze(world, "lb2")),
  ];
}

try {
  const found = await main();
  const isQuiet = ({ falseFailovers, longestGapMs }: Watched) =>
    falseFailovers === 0 && longestGapMs <= longestMs;
  process.exitCode = found.every(isQuiet) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}
