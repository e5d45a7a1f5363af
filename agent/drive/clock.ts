import type { Punctuality } from "../base/punctuality.ts";

/** CLOCK_MONOTONIC and a wake-up; the only place of the VRRP side that waits. */
export interface Clock {
  /** Milliseconds since boot, with a fraction; all processes of a machine share it. */
  nowMs(): number;
  /** Calls `listener` once, not before `atMs`. Infinity: never. `exact` where nothing is said. */
  wakeAt(atMs: number, listener: () => void, punctuality?: Punctuality): Disposable;
}

/** Node's timers wait at most this long; longer waits are continued. */
const longestTimerMs = 2 ** 31 - 1;
const longMs = 50;
/** `performance.now()` counts from here, on the same clock. */
const startMs = Number(process.hrtime.bigint()) / 1e6 - performance.now();

export const monotonicClock: Clock = {
  nowMs: () => startMs + performance.now(),
  wakeAt(atMs, listener, punctuality) {
    if (punctuality === "sleepless" && maySpin(atMs)) return spinUntil(atMs, listener);
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

/** To stay awake costs a processor: this long at most, and then not again for so long. */
const longestSpinMs = 10;
const betweenSpinsMs = 1000;
let spinningSinceMs = Number.NEGATIVE_INFINITY;

function maySpin(untilMs: number): boolean {
  const nowMs = monotonicClock.nowMs();
  if (nowMs >= spinningSinceMs + betweenSpinsMs) spinningSinceMs = nowMs;
  return untilMs < spinningSinceMs + longestSpinMs;
}

/** The loop goes round, and looks at its sockets, without waiting for them. */
function spinUntil(atMs: number, listener: () => void): Disposable {
  let next = setImmediate(turn);
  function turn(): void {
    if (monotonicClock.nowMs() >= atMs) listener();
    else next = setImmediate(turn);
  }
  return { [Symbol.dispose]: () => clearImmediate(next) };
}

/** A long wait may last up to 2 ms longer: one that ends early by a fraction would wake the process up twice. */
function waitMs(restMs: number): number {
  const wantedMs = restMs >= longMs ? restMs + 2 : restMs;
  return Math.max(0, Math.min(Math.floor(wantedMs), longestTimerMs));
}
