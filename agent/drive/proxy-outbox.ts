import type { Wire } from "../net/stream/wire.ts";

/** Up to here pieces are copied into one write: a system call costs more than the copy. */
const joinBytes = 65_536;
/** Shared: what is joined is written at once, and the wire copies what it cannot send. */
const joined = new Uint8Array(joinBytes);

/** The bytes for one wire that come up while an event is being handled: they leave together. Mostly it is one piece. */
export class Outbox {
  #first: Uint8Array | undefined;
  #others: Uint8Array[] | undefined;
  #sizeBytes = 0;

  add(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#sizeBytes += bytes.length;
    if (!this.#first) this.#first = bytes;
    else if (this.#others) this.#others.push(bytes);
    else this.#others = [bytes];
  }

  /** Writes what has come up; false when the wire has taken more than it can send now. */
  flush(wire: Wire | undefined): boolean {
    const first = this.#first;
    if (!first) return true;
    const others = this.#others;
    const sizeBytes = this.#sizeBytes;
    this.#first = undefined;
    this.#others = undefined;
    this.#sizeBytes = 0;
    if (!wire) return true;
    if (!others) return wire.write(first);
    if (sizeBytes <= joinBytes) return wire.write(join(first, others));
    let free = wire.write(first);
    for (const piece of others) free = wire.write(piece);
    return free;
  }
}

function join(first: Uint8Array, others: readonly Uint8Array[]): Uint8Array {
  joined.set(first);
  let at = first.length;
  for (const piece of others) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined.subarray(0, at);
}
