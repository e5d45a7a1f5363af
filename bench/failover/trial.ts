import { setTimeout as wait } from "node:timers/promises";
import { nowMs } from "../../lab/node/clock.ts";
import { measureOutage, type Window } from "../../lab/stats/outage.ts";
import { starvation } from "../../lab/stats/starvation.ts";
import type { Eye } from "./eye.ts";
import type { BenchSample } from "./prober-line.ts";
import type { Figure, Row, RowName } from "./row.ts";
import type { World } from "./world.ts";

/** What a trial found. Milliseconds; null: it did not happen within the time. */
export interface Result {
  readonly row: RowName;
  readonly makers: readonly [string, string];
  readonly phase: number;
  /** The client's longest time between two good answers, less the probe interval. */
  readonly silenceMs: number | null;
  /** From the fault to the first answer by the other node. */
  readonly moveMs: number | null;
  readonly lost: number;
  readonly resolutionMs: number;
  /** For how long two nodes answered for the address, as asked by the third node. */
  readonly twoOwnersMs: number;
  /** The prober itself stood still: whether the trial counts, the table decides. */
  readonly stallMs?: number;
}

const vipIntervalMs = 0.2;
/** Around both ends of the gap the prober must have kept its pace. */
const canary = { aroundMs: 100, allowedMs: 5 } as const;
const takeoverLimitMs = 9000;
const afterMs = 400;
/** Of a return, what is watched before the address moves. */
const beforeMs = 300;

export interface Strike {
  readonly name: RowName;
  readonly row: Row;
  /** 0 ≤ … < 1: the share of the advert interval since the owner's last advert. */
  readonly phase: number;
  readonly advertMs: number;
}

/** Strikes the owner and watches until the other node answers. */
export async function measureStrike(world: World, { name, row, phase, advertMs }: Strike): Promise<Result> {
  return measure(world, { name, phase, to: "lb2", figure: row.figure }, async () => {
    await untilPhase(world.third, phase, advertMs);
    return row.strike(world);
  });
}

/** Undoes it and watches until the first node answers again. */
export async function measureReturn(world: World, { row, phase }: Strike): Promise<Result> {
  return measure(world, { name: "return", phase, to: "lb1", figure: "silence" }, async () => {
    await row.heal(world);
    return nowMs();
  });
}

interface Watch {
  readonly name: RowName;
  readonly phase: number;
  readonly to: "lb1" | "lb2";
  readonly figure: Figure;
}

async function measure(
  world: World,
  { name, phase, to, figure }: Watch,
  change: () => Promise<number>,
): Promise<Result> {
  await Promise.all([world.client.open(), world.third.open()]);
  const fromMs = await change();
  await world.client.until(({ owner }) => owner.by === to, takeoverLimitMs);
  await wait(afterMs);
  const toMs = nowMs();
  const [{ vip }, { owner }] = await Promise.all([world.client.close(), world.third.close()]);
  const moved = vip.find(({ by, replyMs }) => by === to && replyMs !== null && replyMs >= fromMs);
  const movedMs = moved?.replyMs ?? null;
  // A daemon that starts takes the processors from the prober, long before anything moves.
  const window = {
    fromMs: to === "lb1" && movedMs !== null ? Math.max(fromMs, movedMs - beforeMs) : fromMs,
    toMs,
  };
  const outage = measureOutage(vip, window, vipIntervalMs);
  const ends = figure === "move" ? [fromMs, movedMs] : [outage.lastGoodMs, outage.firstGoodMs];
  const { longestPauseMs, outageMs } = outage;
  // A pause of the prober that is longer than the gap may hide a longer gap.
  const hidesMs = longestPauseMs > Math.max(canary.allowedMs, outageMs ?? 0) ? longestPauseMs : 0;
  const stallMs = Math.max(hidesMs, ...ends.map((atMs) => stallAround(vip, atMs ?? toMs)));
  return {
    ...{ row: name, makers: world.plan.makers, phase },
    silenceMs: outage.outageMs,
    moveMs: movedMs === null ? null : movedMs - fromMs,
    ...{ lost: outage.lost, resolutionMs: outage.resolutionMs, twoOwnersMs: twoOwnersMs(owner, window) },
    ...(stallMs > 0 ? { stallMs } : {}),
  };
}

function stallAround(samples: readonly BenchSample[], atMs: number): number {
  const fromMs = Math.max(samples[0]?.atMs ?? atMs, atMs - canary.aroundMs);
  const toMs = Math.min(samples.at(-1)?.atMs ?? atMs, atMs + canary.aroundMs);
  return starvation(samples, { fromMs, toMs }, canary.allowedMs)?.stallMs ?? 0;
}

/** Each question that two answered stands for the time until the next question. */
function twoOwnersMs(samples: readonly BenchSample[], { fromMs, toMs }: Window): number {
  return samples.reduce((sum, { atMs, alsoBy }, index) => {
    if (alsoBy === undefined || atMs < fromMs || atMs > toMs) return sum;
    return sum + Math.min(10, (samples[index + 1]?.atMs ?? toMs) - atMs);
  }, 0);
}

/** Sleeps until `phase` × interval after the owner's next advert. */
async function untilPhase(eye: Eye, phase: number, advertMs: number): Promise<void> {
  const sinceMs = nowMs();
  const fresh = () => (eye.adverts.get("lb1")?.atMs ?? 0) > sinceMs;
  if (!(await eye.until(fresh, 3 * advertMs + 1000))) throw new Error("lb1 sends no adverts");
  const dueMs = (eye.adverts.get("lb1")?.atMs ?? sinceMs) + phase * advertMs;
  await wait(Math.max(0, dueMs - nowMs()));
}
