import { look, lookEveryMs, type Vigil } from "../../agent/vrrp/vigil.ts";
import type { ProcessClock } from "./clock.ts";

/**
 * What `agent/drive/vrrp/watchman.ts` notices of a sleep. Its rounds while awake, five a second, would change nothing
 * and are left out: only those around a sleep count.
 */
export class SimWatchman {
  readonly #clock: ProcessClock;
  readonly #suspendedMs: () => number;
  readonly #onSlept: (forMs: number) => void;
  readonly #startMs: number;
  /** The last look before the sleep that is going on. */
  #asleep: Vigil | undefined;

  constructor(clock: ProcessClock, suspendedMs: () => number, onSlept: (forMs: number) => void) {
    this.#clock = clock;
    this.#suspendedMs = suspendedMs;
    this.#onSlept = onSlept;
    this.#startMs = clock.nowMs();
  }

  fallAsleep(): void {
    const nowMs = this.#clock.nowMs();
    const awakeAtMs = nowMs - ((nowMs - this.#startMs) % lookEveryMs);
    this.#asleep = { awakeAtMs, suspendedMs: this.#suspendedMs() };
  }

  /** Before anything that waited counts. */
  readonly look = (): void => {
    if (this.#asleep === undefined) return;
    const { sleptMs } = look(this.#asleep, this.#clock.nowMs(), this.#suspendedMs());
    this.#asleep = undefined;
    if (sleptMs > 0) this.#onSlept(sleptMs);
  };
}
