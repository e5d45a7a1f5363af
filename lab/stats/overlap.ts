import type { Window } from "./outage.ts";

/** Somebody had something from … to …. */
export interface Hold extends Window {
  readonly node: string;
}

/** For how long, within the window, two or more nodes held it at once. */
export function overlapMs(holds: readonly Hold[], window: Window): number {
  const clipped = holds
    .map(({ fromMs, toMs }) => ({ from: Math.max(fromMs, window.fromMs), to: Math.min(toMs, window.toMs) }))
    .filter(({ from, to }) => to > from);
  const edges = clipped.flatMap(({ from, to }) => [
    { atMs: from, step: 1 },
    { atMs: to, step: -1 },
  ]);
  // An end and a begin at one moment do not overlap: ends first.
  edges.sort((a, b) => a.atMs - b.atMs || a.step - b.step);
  let holding = 0;
  let sinceMs = 0;
  let total = 0;
  for (const { atMs, step } of edges) {
    if (holding > 1) total += atMs - sinceMs;
    holding += step;
    sinceMs = atMs;
  }
  return total;
}

/**
 * Senders that take turns (A, B, A) were both at work in between: the sum of the stretches from B's packet to A's
 * next one. A plain change of sender (A, A, B, B) gives 0.
 */
export function turnsMs(sent: readonly { readonly node: string; readonly atMs: number }[]): number {
  let total = 0;
  const lastOf = new Map<string, number>();
  let previous: { readonly node: string; readonly atMs: number } | undefined;
  for (const each of sent) {
    if (previous !== undefined && previous.node !== each.node && lastOf.has(each.node)) {
      total += each.atMs - previous.atMs;
    }
    lastOf.set(each.node, each.atMs);
    previous = each;
  }
  return total;
}
