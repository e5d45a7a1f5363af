import type { Clock } from "../clock.ts";

interface Waiting {
  readonly atMs: number;
  readonly listener: () => void;
}

/** A clock on which whatever need not be exact waits for the next round of the daemon: to wake up costs more than to do it. */
export class RoundClock implements Clock {
  readonly #clock: Clock;
  readonly #waiting = new Set<Waiting>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  nowMs(): number {
    return this.#clock.nowMs();
  }

  wakeAt(atMs: number, listener: () => void, exact = true): Disposable {
    if (exact) return this.#clock.wakeAt(atMs, listener);
    const waiting = { atMs, listener };
    this.#waiting.add(waiting);
    return { [Symbol.dispose]: () => this.#waiting.delete(waiting) };
  }

  /** A round: what is due, is done. What is new then waits for the next one. */
  round(): void {
    const nowMs = this.nowMs();
    for (const waiting of [...this.#waiting]) {
      if (waiting.atMs <= nowMs && this.#waiting.delete(waiting)) waiting.listener();
    }
  }
}
