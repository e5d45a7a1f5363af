import type { Punctuality } from "../../agent/base/punctuality.ts";
import { lookEveryMs } from "../../agent/vrrp/vigil.ts";
import type { SimProcess } from "./process.ts";
import type { Timeline } from "./timeline.ts";

const roundingMs = 1e-6;

/** A node's CLOCK_MONOTONIC: it may run fast or slow, and stands still while the machine is suspended. */
export class SimClock {
  readonly #timeline: Timeline;
  readonly #rate: number;
  #baseMs = 0;
  #sinceMs = 0;
  #suspended = false;
  #suspendedMs = 0;
  #fellAsleepMs = 0;

  /** `rate` 1.0001: 100 ppm fast. */
  constructor(timeline: Timeline, rate: number) {
    this.#timeline = timeline;
    this.#rate = rate;
  }

  nowMs(): number {
    if (this.#suspended) return this.#baseMs;
    return this.#baseMs + (this.#timeline.nowMs - this.#sinceMs) * this.#rate;
  }

  /** CLOCK_BOOTTIME − CLOCK_MONOTONIC. */
  get suspendedMs(): number {
    const now = this.#suspended ? this.#timeline.nowMs - this.#fellAsleepMs : 0;
    return this.#suspendedMs + now;
  }

  suspend(): void {
    if (this.#suspended) return;
    this.#baseMs = this.nowMs();
    this.#fellAsleepMs = this.#timeline.nowMs;
    this.#suspended = true;
  }

  resume(): void {
    if (!this.#suspended) return;
    this.#sinceMs = this.#timeline.nowMs;
    this.#suspendedMs += this.#sinceMs - this.#fellAsleepMs;
    this.#suspended = false;
  }

  /** The simulated moment at which this clock will show `localMs`, if nothing stops it. */
  moment(localMs: number): number {
    return this.#timeline.nowMs + Math.max(0, localMs - this.nowMs()) / this.#rate;
  }
}

/** The node's clock with the timers of one process: what the agent's drivers ask for. */
export class ProcessClock {
  readonly #clock: SimClock;
  readonly #timeline: Timeline;
  readonly #process: SimProcess;
  /** A timer that has run out is over: its fractions are not lost by rounding. */
  #leastMs = 0;
  readonly #startMs: number;

  constructor(clock: SimClock, timeline: Timeline, process: SimProcess) {
    this.#clock = clock;
    this.#timeline = timeline;
    this.#process = process;
    this.#startMs = clock.nowMs();
  }

  nowMs(): number {
    return Math.max(this.#leastMs, this.#clock.nowMs());
  }

  /** Calls `listener` once, not before `notBeforeMs`. Infinity: never. */
  wakeAt(notBeforeMs: number, listener: () => void, punctuality: Punctuality = "exact"): Disposable {
    const atMs = punctuality === "at-round" ? this.#roundAfter(notBeforeMs) : notBeforeMs;
    if (atMs === Number.POSITIVE_INFINITY) return { [Symbol.dispose]() {} };
    let wanted = true;
    let entry: Disposable | undefined;
    const due = () => {
      if (!wanted) return;
      // The clock stood still meanwhile.
      if (this.#clock.nowMs() < atMs - roundingMs) return arm();
      wanted = false;
      this.#leastMs = Math.max(this.#leastMs, atMs);
      listener();
    };
    const arm = () => {
      entry = this.#timeline.at(this.#clock.moment(atMs), () => this.#process.wake(due, true));
    };
    arm();
    return {
      [Symbol.dispose]: () => {
        wanted = false;
        entry?.[Symbol.dispose]();
      },
    };
  }

  /** The first round of the daemon behind this moment, and behind now. */
  #roundAfter(atMs: number): number {
    const rounds = Math.floor((this.nowMs() - this.#startMs) / lookEveryMs) + 1;
    const wanted = Math.ceil((atMs - this.#startMs) / lookEveryMs);
    return this.#startMs + Math.max(rounds, wanted) * lookEveryMs;
  }
}
