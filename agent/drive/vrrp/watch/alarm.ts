import type { Clock } from "../../clock.ts";

/** One wake-up that is moved again and again. */
export class Alarm implements Disposable {
  readonly #clock: Clock;
  readonly #ring: () => void;
  readonly #exact: boolean;
  #timer: { readonly atMs: number; readonly handle: Disposable } | undefined;

  constructor(clock: Clock, exact: boolean, ring: () => void) {
    this.#clock = clock;
    this.#exact = exact;
    this.#ring = ring;
  }

  set(atMs: number): void {
    if (this.#timer?.atMs === atMs) return;
    this[Symbol.dispose]();
    if (atMs === Number.POSITIVE_INFINITY) return;
    const ring = () => {
      this.#timer = undefined;
      this.#ring();
    };
    this.#timer = { atMs, handle: this.#clock.wakeAt(atMs, ring, this.#exact) };
  }

  [Symbol.dispose](): void {
    this.#timer?.handle[Symbol.dispose]();
    this.#timer = undefined;
  }
}
