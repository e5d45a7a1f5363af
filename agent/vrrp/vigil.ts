/** The last round of a process, or the moment when it noticed that it had slept. */
export interface Vigil {
  readonly awakeAtMs: number;
  /** How long the machine has been suspended since it was started: CLOCK_BOOTTIME − CLOCK_MONOTONIC. */
  readonly suspendedMs: number;
}

/** The rounds of a process that is awake. Each costs about 100 µs, nearly all of it for waking up. */
export const lookEveryMs = 200;
/** A round may come so much later, together with something else that the process wakes up for. */
export const roundSlackMs = 10;
/**
 * Between two rounds of a process that is awake. `cpu.max` of 10 % stops one for at most 90 ms at a time, 300 ms with the
 * interval of the rounds.
 */
const longestGapMs = 310;
/** The kernel lets the addresses of an owner answer for so long after its last round: whoever finds that over has slept. */
export const leaseMs = 320;

/** A look at the clocks: how long the process was asleep just now, 0 for one that was awake. */
export function look(vigil: Vigil, nowMs: number, suspendedMs: number): { readonly sleptMs: number } {
  const gapMs = nowMs - vigil.awakeAtMs + Math.max(0, suspendedMs - vigil.suspendedMs);
  return { sleptMs: gapMs >= longestGapMs ? gapMs - lookEveryMs : 0 };
}
