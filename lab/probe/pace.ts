/** Absolute deadlines: the n-th probe is due at `startMs + n × intervalMs`, however late the ones before were. */
export interface Pace {
  readonly intervalMs: number;
  readonly dueMs: number;
}

export function startPace(rate: number, startMs: number): Pace {
  return { intervalMs: 1000 / rate, dueMs: startMs };
}

/**
 * The pace after a probe was sent at `nowMs`. Deadlines that passed meanwhile are skipped, not caught up in a burst:
 * the probe that was sent carries the first of them as its `dueMs`, so its lateness tells of the hole.
 */
export function nextPace(pace: Pace, nowMs: number): Pace {
  const passed = Math.max(0, Math.floor((nowMs - pace.dueMs) / pace.intervalMs));
  return { ...pace, dueMs: pace.dueMs + (passed + 1) * pace.intervalMs };
}
