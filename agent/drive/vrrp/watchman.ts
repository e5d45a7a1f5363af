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
}

/** Notices that this process was asleep: SIGSTOP, a frozen control group, a suspended machine, a starved processor. */
export class Watchman implements Disposable {
  readonly #options: WatchmanOptions;
  #vigil: Vigil;
  #timer: Disposable | undefined;

  constructor(options: WatchmanOptions) {
    this.#options = options;
    this.#vigil = { awakeAtMs: options.clock.nowMs(), suspendedMs: options.suspendedMs() };
    this.#arm();
  }

  /** Whatever comes from outside counts only after this. */
  look(): void {
    const { clock, suspendedMs, onSlept } = this.#options;
    const { vigil, sleptMs } = look(this.#vigil, clock.nowMs(), suspendedMs());
    this.#vigil = vigil;
    if (sleptMs > 0) onSlept(sleptMs);
  }

  [Symbol.dispose](): void {
    this.#timer?.[Symbol.dispose]();
  }

  #arm(): void {
    const { clock } = this.#options;
    this.#timer = clock.wakeAt(clock.nowMs() + lookEveryMs, () => {
      this.look();
      this.#options.onRound?.();
      this.#arm();
    });
  }
}
