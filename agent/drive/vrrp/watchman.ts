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
  /** Calls `listener` again and again (`RoundClock`); by the clock where absent. */
  readonly everyRound?: (listener: () => void) => Disposable;
}

/** Notices that this process was asleep: SIGSTOP, a frozen control group, a suspended machine, a starved processor. */
export class Watchman implements Disposable {
  readonly #options: WatchmanOptions;
  readonly #rounds: Disposable;
  #vigil: Vigil;

  constructor(options: WatchmanOptions) {
    this.#options = options;
    this.#vigil = { awakeAtMs: options.clock.nowMs(), suspendedMs: options.suspendedMs() };
    const everyRound = options.everyRound ?? ((listener) => this.#every(lookEveryMs, listener));
    this.#rounds = everyRound(() => this.#round());
  }

  /** Whatever comes from outside counts only after this. */
  look(): void {
    this.#look(false);
  }

  [Symbol.dispose](): void {
    this.#rounds[Symbol.dispose]();
  }

  #round(): void {
    this.#look(true);
    this.#options.onRound?.();
  }

  #look(isRound: boolean): void {
    const { clock, suspendedMs, onSlept } = this.#options;
    const awakeAtMs = clock.nowMs();
    const suspended = suspendedMs();
    const { sleptMs } = look(this.#vigil, awakeAtMs, suspended);
    if (isRound || sleptMs > 0) this.#vigil = { awakeAtMs, suspendedMs: suspended };
    if (sleptMs > 0) onSlept(sleptMs);
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
