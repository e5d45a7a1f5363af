/** CLOCK_MONOTONIC and a wake-up; the only place of the VRRP side that waits. */
export interface Clock {
  /** Milliseconds since boot, with a fraction; all processes of a machine share it. */
  nowMs(): number;
  /**
   * Calls `listener` once, not before `atMs`. Infinity: never. `exact: false`: it may be as late as the next thing that
   * the process wakes up for at regular times, where there is such a thing (`agent/drive/vrrp/round-clock.ts`).
   */
  wakeAt(atMs: number, listener: () => void, exact?: boolean): Disposable;
}

/** Node's timers wait at most this long; longer waits are continued. */
const longestTimerMs = 2 ** 31 - 1;
const longMs = 50;
/** `performance.now()` counts from here, on the same clock. */
const startMs = Number(process.hrtime.bigint()) / 1e6 - performance.now();

export const monotonicClock: Clock = {
  nowMs: () => startMs + performance.now(),
  wakeAt(atMs, listener) {
    let timer: NodeJS.Timeout | undefined;
    // A timer may fire a fraction early: it is set again for the rest.
    const arm = () => {
      const restMs = atMs - monotonicClock.nowMs();
      if (restMs <= 0) listener();
      else timer = setTimeout(arm, Math.min(Math.ceil(restMs), longestTimerMs));
    };
    if (atMs !== Number.POSITIVE_INFINITY) timer = setTimeout(arm, waitMs(atMs - monotonicClock.nowMs()));
    return { [Symbol.dispose]: () => clearTimeout(timer) };
  },
};

/** A long wait may last up to 2 ms longer: one that ends early by a fraction would wake the process up twice. */
function waitMs(restMs: number): number {
  const wantedMs = restMs >= longMs ? restMs + 2 : restMs;
  return Math.max(0, Math.min(Math.floor(wantedMs), longestTimerMs));
}
