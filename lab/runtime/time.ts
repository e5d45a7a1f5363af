import { setTimeout as sleep } from "node:timers/promises";
import { nowMs } from "../node/clock.ts";

/** The time in which a lab lives: the machine's, or the simulator's. */
export interface LabTime {
  /** Of one monotonic clock that all nodes share. */
  nowMs(): number;
  /** Rejects when `signal` aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /**
   * Resolves to true when `condition` holds, to false after `timeoutMs`; rejects when `signal` aborts. `follow` lets it
   * look again whenever something has happened, until the returned function is called.
   */
  until(
    condition: () => boolean,
    timeoutMs: number,
    signal: AbortSignal,
    follow: (look: () => void) => () => void,
  ): Promise<boolean>;
}

export const realTime: LabTime = {
  nowMs,
  async wait(ms, signal) {
    await sleep(Math.max(0, ms), undefined, { signal });
  },
  until(condition, timeoutMs, signal, follow) {
    const { promise, resolve, reject } = Promise.withResolvers<boolean>();
    const look = () => {
      if (condition()) resolve(true);
    };
    const aborted = () => reject(signal.reason);
    const timer = setTimeout(() => resolve(condition()), timeoutMs);
    signal.addEventListener("abort", aborted);
    const leave = follow(look);
    if (signal.aborted) aborted();
    look();
    return promise.finally(() => {
      clearTimeout(timer);
      signal.removeEventListener("abort", aborted);
      leave();
    });
  },
};
