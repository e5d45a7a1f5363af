import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { nowMs } from "../../lab/node/clock.ts";
import { median } from "../../lab/stats/quantile.ts";
import { programsIn } from "./process.ts";
import { worldPlans } from "./setting.ts";
import { type Maker, World } from "./world.ts";

/** What a daemon costs at module 16's settings. */
export interface ResourceResult {
  readonly resource: true;
  readonly maker: Maker;
  /** From exec to the first advert on the wire, milliseconds, of an instance that need not wait (priority 255). */
  readonly firstAdvertMs: number;
  /** Of all its processes together: resident memory, and processor time as a share of one processor in percent. */
  readonly masterMb: number;
  readonly backupMb: number;
  readonly masterPercent: number;
  readonly backupPercent: number;
}

const idleMs = 30_000;
const starts = 5;
/** Not of the daemon: what the bench itself and the checks put there. */
const others: ReadonlySet<string> = new Set([
  "haproxy",
  "sleep",
  "init",
  "sh",
  "node",
  "killall",
  "nsenter",
  "MainThread",
]);

const owner = `vrrp_instance VI_1 {
    state MASTER
    interface eth0
    virtual_router_id 51
    priority 255
    advert_int 1
    virtual_ipaddress {
        192.168.1.100/24
    }
}
`;

/** Writes down when it is replaced by the daemon: the clock of all nodes is one. */
const stamped =
  'use Time::HiRes qw(clock_gettime CLOCK_MONOTONIC); printf "%.3f\\n", 1e3 * clock_gettime(CLOCK_MONOTONIC); $| = 1; print ""; exec @ARGV';

export async function measureResources(
  maker: Maker,
  folder: string,
  found: (result: ResourceResult) => void,
): Promise<void> {
  const plan = worldPlans("course", join(folder)).find(({ makers }) => makers[0] === maker);
  if (plan === undefined) throw new Error(`no lab of ${maker}`);
  await using world = await World.create(plan);
  await wait(6000);
  const [master, backup] = [await usageOf(world, "lb1"), await usageOf(world, "lb2")];
  await wait(idleMs);
  const [masterAfter, backupAfter] = [await usageOf(world, "lb1"), await usageOf(world, "lb2")];
  const firstAdvertMs = await firstAdvert(world);
  found({
    ...{ resource: true, maker, firstAdvertMs },
    ...{ masterMb: masterAfter.memoryMb, backupMb: backupAfter.memoryMb },
    masterPercent: (100 * (masterAfter.cpuMs - master.cpuMs)) / (masterAfter.atMs - master.atMs),
    backupPercent: (100 * (backupAfter.cpuMs - backup.cpuMs)) / (backupAfter.atMs - backup.atMs),
  });
}

async function usageOf(world: World, name: "lb1" | "lb2") {
  const own = programsIn(await world.namespaceOf(name)).filter((program) => !others.has(program.name));
  return {
    atMs: nowMs(),
    memoryMb: sum(own.map(({ id }) => residentKb(id))) / 1024,
    cpuMs: sum(own.map(({ id }) => cpuMs(id))),
  };
}

function residentKb(id: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, "utf8"))?.[1] ?? 0);
}

/** Of all its threads; the first number of schedstat is nanoseconds on a processor. */
function cpuMs(id: number): number {
  const threads = readdirSync(`/proc/${id}/task`);
  return (
    sum(
      threads.map((thread) =>
        Number(readFileSync(`/proc/${id}/task/${thread}/schedstat`, "utf8").split(" ")[0]),
      ),
    ) / 1e6
  );
}

async function firstAdvert(world: World): Promise<number> {
  const took: number[] = [];
  await world.run("lb2", "killall", "-q", "-w", "keepalived");
  await world.run("lb1", "killall", "-q", "-w", "keepalived");
  await world.run("lb1", "sh", "-c", `cat >/run/owner.conf <<'EOF'\n${owner}EOF`);
  for (let start = 0; start < starts; start++) {
    const sinceMs = nowMs();
    const argv = ["keepalived", "-n", "-f", "/run/owner.conf"];
    await world.lb1.spawn(["sh", "-c", 'perl -e "$0" "$@" >/run/exec', stamped, ...argv]);
    const heard = await world.third.until(({ adverts }) => (adverts.get("lb1")?.atMs ?? 0) > sinceMs, 10_000);
    const execMs = Number((await world.run("lb1", "cat", "/run/exec")).trim());
    if (heard) took.push((world.third.adverts.get("lb1")?.atMs ?? 0) - execMs);
    await world.run("lb1", "killall", "-q", "-w", "keepalived");
    await wait(200);
  }
  return median(took) ?? Number.NaN;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
