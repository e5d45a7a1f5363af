import type { HealthCheck, Timeouts } from "../config/haproxy/config.ts";

/** Shorter intervals are not spread over. */
const spreadThresholdMs = 1000;

/**
 * When the first check of each server begins, so that they do not all come at once: evenly over the longest
 * interval (at least a second counts), in the order of the file.
 */
export function firstChecksMs(intervalsMs: readonly number[]): readonly number[] {
  const longestMs = Math.max(0, ...intervalsMs.filter((ms) => ms >= spreadThresholdMs));
  return intervalsMs.map((ms, index) =>
    ms >= spreadThresholdMs ? Math.floor((longestMs * index) / intervalsMs.length) : 0,
  );
}

/** When a check is given up, in milliseconds after its begin. */
export interface CheckLimits {
  readonly connectMs: number;
  /** For a check whose connection took `tookMs`. */
  readonly answerMs: (tookMs: number) => number;
}

/**
 * Manual, `timeout check`: without it the interval bounds the whole check. With it the connection has the shorter
 * of interval and `timeout connect`, and the answer its own time from then on, or what the connection left over.
 */
export function checkLimits(check: HealthCheck, { connectMs, checkMs }: Timeouts): CheckLimits {
  const { intervalMs } = check;
  if (checkMs === undefined) return { connectMs: intervalMs, answerMs: () => intervalMs };
  const firstMs = Math.min(intervalMs, connectMs ?? intervalMs);
  return { connectMs: firstMs, answerMs: (tookMs) => Math.max(firstMs, tookMs + checkMs) };
}
