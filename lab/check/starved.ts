import type { Outage, Window } from "../stats/outage.ts";
import { type Starvation, starvation } from "../stats/starvation.ts";
import type { Known } from "./trial.ts";

/**
 * A probe that was late by more intervals than this says nothing. Shorter stalls show in the resolution, which widens
 * what is allowed; at 1,000 probes a second this is as much as the prediction grants for scheduling.
 */
const starvedIntervals = 100;
/** How far around the gap's two ends the probe must have kept its pace: milliseconds, and times what is allowed. */
const edge = { leastMs: 200, allowed: 4 } as const;

/** Around the gap; or somewhere else for longer than the gap, which may not be the longest then. */
export function starvedIn(outage: Outage, window: Window, known: Known): Starvation | undefined {
  const { longestPauseMs: stallMs, outageMs } = outage;
  const allowedMs = starvedIntervals * (known.tracks.vip?.intervalMs ?? 1);
  const hides = outageMs !== null && stallMs > Math.max(allowedMs, outageMs);
  return starvedAround(outage, window, known) ?? (hides ? { stallMs, atMs: window.fromMs } : undefined);
}

function starvedAround({ lastGoodMs, firstGoodMs }: Outage, window: Window, { tracks }: Known) {
  const { samples = [], intervalMs = 1 } = tracks.vip ?? {};
  const allowedMs = starvedIntervals * intervalMs;
  const ends = [lastGoodMs, firstGoodMs];
  // No way back seen: the whole window must have been watched.
  const windows = ends.includes(null) ? [window] : ends.map((end) => around(end ?? 0, allowedMs, samples));
  return windows.map((each) => starvation(samples, each, allowedMs)).find((each) => each !== undefined);
}

/** Within what was probed at all. */
function around(atMs: number, allowedMs: number, samples: readonly { readonly atMs: number }[]): Window {
  const edgeMs = Math.max(edge.leastMs, edge.allowed * allowedMs);
  const first = samples[0]?.atMs ?? atMs;
  const last = samples.at(-1)?.atMs ?? atMs;
  return { fromMs: Math.max(first, atMs - edgeMs), toMs: Math.min(last, atMs + edgeMs) };
}
