import { concat } from "../http/bytes.ts";

const noBytes = new Uint8Array(0);

/** Bytes of a client that wait for their turn, from `at` on: lent by the event under way, or our own. */
export class Inbox {
  bytes: Uint8Array = noBytes;
  at = 0;
  #isLent = false;

  get left(): number {
    return this.bytes.length - this.at;
  }

  /** What an event has lent, behind what waits. */
  put(bytes: Uint8Array): void {
    this.#isLent = this.left === 0;
    this.bytes = this.#isLent ? bytes : concat(this.bytes.subarray(this.at), bytes);
    this.at = 0;
  }

  /** The event is over: what is left of its bytes becomes our own. */
  keep(): void {
    const { left } = this;
    if (left === 0) this.bytes = noBytes;
    else if (this.#isLent) this.bytes = concat(noBytes, this.bytes.subarray(this.at));
    if (this.#isLent || left === 0) this.at = 0;
    this.#isLent = false;
  }

  /** Nobody wants them. */
  drop(): void {
    this.at = this.bytes.length;
  }
}
