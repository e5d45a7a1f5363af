import type { Sample, Window } from "./outage.ts";
import { firstIndex } from "./search.ts";

export interface Starvation {
  /** How long the probe was not heard of although it was due. */
  readonly stallMs: number;
  readonly atMs: number;
}

/**
 * The worst moment in which the probe itself failed: it sent late, or not at all. A gap between replies then says
 * nothing of the service. Undefined while every stall in the window stays within `allowedMs`.
 */
export function starvation(
  samples: readonly Sample[],
  window: Window,
  allowedMs: number,
): Starvation | undefined {
  let worst: Starvation = { stallMs: 0, atMs: window.fromMs };
  let previousMs = window.fromMs;
  const first = firstIndex(samples, ({ atMs }) => atMs >= window.fromMs);
  for (let index = first; index < samples.length; index += 1) {
    const { atMs, dueMs } = samples[index] as Sample;
    if (atMs > window.toMs) break;
    const stallMs = Math.max(atMs - dueMs, atMs - previousMs);
    if (stallMs > worst.stallMs) worst = { stallMs, atMs };
    previousMs = atMs;
  }
  const silentMs = window.toMs - previousMs;
  if (silentMs > worst.stallMs) worst = { stallMs: silentMs, atMs: previousMs };
  return worst.stallMs > allowedMs ? worst : undefined;
}
