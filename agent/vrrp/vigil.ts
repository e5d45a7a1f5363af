/** When a process was last known to be awake. */
export interface Vigil {
  readonly awakeAtMs: number;
  /** How long the machine has been suspended since it was started: CLOCK_BOOTTIME − CLOCK_MONOTONIC. */
  readonly suspendedMs: number;
}

/** A process that is awake looks at the clock so often. Each time costs 20 to 100 µs, most of it for waking up. */
export const lookEveryMs = 60;
/**
 * Between two looks of a process that is awake. `cpu.max` of 10 % stops one for at most 90 ms at a time, 150 ms with the
 * interval of the looks. The lease (`leaseMs`) is longer.
 */
const longestGapMs = 180;

/** A look at the clocks: how long the process was asleep just now, 0 for one that was awake. */
export function look(
  before: Vigil,
  nowMs: number,
  suspendedMs: number,
): { readonly vigil: Vigil; readonly sleptMs: number } {
  const gapMs = nowMs - before.awakeAtMs + Math.max(0, suspendedMs - before.suspendedMs);
  const sleptMs = gapMs >= longestGapMs ? gapMs - lookEveryMs : 0;
  return { vigil: { awakeAtMs: nowMs, suspendedMs }, sleptMs };
}
