import { look, lookEveryMs, type Vigil } from "../../vrrp/vigil.ts";
import type { Clock } from "../clock.ts";

export interface WatchmanOptions {
  readonly clock: Clock;
  /** CLOCK_BOOTTIME − CLOCK_MONOTONIC. */
  readonly suspendedMs: () => number;
  /** The process was asleep, or starved, for so long. Called before anything that waited counts. */
  readonly onSlept: (forMs: number) => void;
  /** At each round, awake. */
  readonly onRound?: () => void;
  /** Calls `listener` again and again; by the clock where absent. */
  readonly every?: (intervalMs: number, listener: () => void) => Disposable;
}

/** Notices that this process was asleep: SIGSTOP, a frozen control group, a suspended machine, a starved processor. */
export class Watchman implements Disposable {
  readonly #options: WatchmanOptions;
  readonly #rounds: Disposable;
  #vigil: Vigil;

  constructor(options: WatchmanOptions) {
    this.#options = options;
    this.#vigil = { awakeAtMs: options.clock.nowMs(), suspendedMs: options.suspendedMs() };
    const every = options.every ?? ((intervalMs, listener) => this.#every(intervalMs, listener));
    this.#rounds = every(lookEveryMs, () => this.#round());
  }

  /** Whatever comes from outside counts only after this. */
  look(): void {
    const { clock, suspendedMs, onSlept } = this.#options;
    const now = { awakeAtMs: clock.nowMs(), suspendedMs: suspendedMs() };
    const { sleptMs } = look(this.#vigil, now.awakeAtMs, now.suspendedMs);
    if (sleptMs === 0) return;
    this.#vigil = now;
    onSlept(sleptMs);
  }

  [Symbol.dispose](): void {
    this.#rounds[Symbol.dispose]();
  }

  #round(): void {
    const { clock, suspendedMs, onRound } = this.#options;
    this.look();
    this.#vigil = { awakeAtMs: clock.nowMs(), suspendedMs: suspendedMs() };
    onRound?.();
  }

  #every(intervalMs: number, listener: () => void): Disposable {
    const { clock } = this.#options;
    let timer: Disposable;
    const arm = () => {
      timer = clock.wakeAt(clock.nowMs() + intervalMs, () => {
        listener();
        arm();
      });
    };
    arm();
    return { [Symbol.dispose]: () => timer[Symbol.dispose]() };
  }
}
