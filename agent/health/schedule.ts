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

/** How long the connection, and the answer after it, may take: manual, `timeout check`. */
export function checkLimitsMs(
  check: HealthCheck,
  timeouts: Timeouts,
): { connectMs: number; totalMs: number } {
  const connectMs = Math.min(check.intervalMs, timeouts.connectMs ?? check.intervalMs);
  const totalMs = timeouts.checkMs === undefined ? check.intervalMs : connectMs + timeouts.checkMs;
  return { connectMs, totalMs };
}
