import type { Punctuality } from "../../../base/punctuality.ts";
import type { Clock } from "../../clock.ts";

/** One wake-up that is moved again and again. */
export class Alarm implements Disposable {
  readonly #clock: Clock;
  readonly #ring: () => void;
  #timer: { readonly atMs: number; readonly handle: Disposable } | undefined;

  constructor(clock: Clock, ring: () => void) {
    this.#clock = clock;
    this.#ring = ring;
  }

  set(atMs: number, punctuality: Punctuality): void {
    if (this.#timer?.atMs === atMs) return;
    this[Symbol.dispose]();
    if (atMs === Number.POSITIVE_INFINITY) return;
    const ring = () => {
      this.#timer = undefined;
      this.#ring();
    };
    this.#timer = { atMs, handle: this.#clock.wakeAt(atMs, ring, punctuality) };
  }

  [Symbol.dispose](): void {
    this.#timer?.handle[Symbol.dispose]();
    this.#timer = undefined;
  }
}
