import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { nowMs } from "../lab/node/clock.ts";
import { programsIn, signalPrograms } from "./failover/process.ts";
import { worldPlans } from "./failover/setting.ts";
import { World } from "./failover/world.ts";

/**
 * Two real daemons of ours for an hour, never idle: strangers' packets all the time, files read again, the service
 * that dies and takes the address along, and returns. Told once a minute: memory and descriptors. Exit code 1 when
 * memory grew by more than 5 % after the first sixth of the time, or a descriptor stayed behind.
 * `node bench/soak-real.ts [--minutes 60]`
 */
const { values } = parseArgs({ options: { minutes: { type: "string", default: "60" } } });
const growth = 1.05;
const packetsPerSecond = 200;
const harness = new URL("../test/live/vrrp-fuzz-harness.ts", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "bascule-soak-"));
const plan = worldPlans("course", folder).find(({ makers }) => makers[0] === "ours");
const names = ["lb1", "lb2"] as const;

interface Usage {
  readonly memoryKb: number;
  readonly descriptors: number;
}

async function usage(world: World, name: (typeof names)[number]): Promise<Usage> {
  const programs = programsIn(await world.namespaceOf(name)).filter(
    (program) => program.name === "keepalived",
  );
  const memory = programs.map(({ id }) =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, "utf8"))?.[1]),
  );
  const descriptors = programs.map(({ id }) => readdirSync(`/proc/${id}/fd`).length);
  const sum = (all: readonly number[]) => all.reduce((total, value) => total + value, 0);
  return { memoryKb: sum(memory), descriptors: sum(descriptors) };
}

/** A minute's work; in the end everything is as it was. */
async function disturb(world: World): Promise<void> {
  signalPrograms(await world.namespaceOf("lb1"), "haproxy", "SIGKILL");
  await world.client.until(({ owner }) => owner.by === "lb2", 15_000);
  await world.startHaproxy("lb1");
  await world.settled();
  for (const name of names) signalPrograms(await world.namespaceOf(name), "keepalived", "SIGHUP");
  await wait(5000);
}

const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** The later half of the time against the minutes after the first sixth. */
function isFlat(samples: readonly Usage[]): boolean {
  const settled = samples.slice(Math.floor(samples.length / 6));
  const half = settled.length >> 1;
  const [first, last] = [settled.slice(0, half), settled.slice(half)];
  const memory = (part: readonly Usage[]) => middle(part.map(({ memoryKb }) => memoryKb));
  const descriptors = (part: readonly Usage[]) => Math.min(...part.map((usage) => usage.descriptors));
  return memory(last) <= growth * memory(first) && descriptors(last) <= descriptors(first);
}

async function main(): Promise<boolean> {
  if (plan === undefined) throw new Error("no plan");
  await using world = await World.create(plan);
  const samples: Record<(typeof names)[number], Usage[]> = { lb1: [], lb2: [] };
  const endMs = nowMs() + 60_000 * Number(values.minutes);
  const packets = `${packetsPerSecond * 60 * Number(values.minutes)}`;
  void world.run("third", "node", harness, packets, `${packetsPerSecond}`, "2", "1");
  while (nowMs() < endMs) {
    const nextMs = nowMs() + 60_000;
    await disturb(world);
    for (const name of names) samples[name].push(await usage(world, name));
    process.stdout.write(`${JSON.stringify({ lb1: samples.lb1.at(-1), lb2: samples.lb2.at(-1) })}\n`);
    await wait(Math.max(0, Math.min(nextMs, endMs) - nowMs()));
  }
  return names.every((name) => isFlat(samples[name]));
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}
