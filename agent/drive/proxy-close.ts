import type { EventLoop } from "../net/stream/event-loop.ts";
import { WheelTimer } from "../net/stream/timer-wheel.ts";
import type { Wire, WireOwner } from "../net/stream/wire.ts";

/** After our end is closed, the client has so long to close its own: its last reply must not be lost to a reset. */
const lingerMs = 1000;

/**
 * Ends a client's connection behind what was written: a client that reads slowly gets all of it, as long as it takes
 * some within `flushMs` each time. Whatever it still sends is read and dropped. `done` is called once, at its end.
 */
export function closeGently(
  loop: EventLoop,
  wire: Wire,
  { flushMs, done }: { readonly flushMs: number | undefined; readonly done: () => void },
): void {
  if (wire.ended && wire.queuedBytes === 0) {
    wire.destroy();
    done();
    return;
  }
  const leaving = new Leaving(loop, wire, flushMs, done);
  wire.owner = leaving;
  wire.end();
  wire.resume();
  leaving.wait();
}

class Leaving implements WireOwner {
  readonly #loop: EventLoop;
  readonly #wire: Wire;
  readonly #flushMs: number;
  readonly #done: () => void;
  readonly #timer = new WheelTimer(() => this.#expire());
  /** What waited to leave when the timer was set. */
  #queuedBytes = 0;

  constructor(loop: EventLoop, wire: Wire, flushMs: number | undefined, done: () => void) {
    this.#loop = loop;
    this.#wire = wire;
    this.#flushMs = flushMs ?? Number.POSITIVE_INFINITY;
    this.#done = done;
  }

  wait(): void {
    this.#queuedBytes = this.#wire.queuedBytes;
    const waitMs = this.#queuedBytes > 0 ? this.#flushMs : lingerMs;
    this.#loop.setTimer(this.#timer, this.#loop.readClock() + waitMs);
  }

  onData(): void {}

  onEnd(): void {
    if (this.#wire.queuedBytes === 0) this.#end();
  }

  onDrain(): void {
    if (this.#wire.ended) this.#end();
    else this.wait();
  }

  onBroken(): void {
    this.#end();
  }

  /** A client that takes nothing for so long is given up; one that takes some has as long again. */
  #expire(): void {
    if (this.#wire.queuedBytes > 0 && this.#wire.queuedBytes < this.#queuedBytes) this.wait();
    else this.#end();
  }

  #end(): void {
    this.#loop.clearTimer(this.#timer);
    this.#wire.owner = undefined;
    this.#wire.destroy();
    this.#done();
  }
}
