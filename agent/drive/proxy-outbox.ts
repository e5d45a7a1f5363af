import type { Wire } from "../net/stream/wire.ts";

/** Up to here pieces are copied into one write: a system call costs more than the copy. */
const joinBytes = 65_536;
/** Shared: what is joined is written at once, and the wire copies what it cannot send. */
const joined = new Uint8Array(joinBytes);

/** The bytes for one wire that come up while an event is being handled: they leave together. */
export class Outbox {
  #pieces: Uint8Array[] = [];
  #sizeBytes = 0;

  add(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#pieces.push(bytes);
    this.#sizeBytes += bytes.length;
  }

  /** Writes what has come up; false when the wire has taken more than it can send now. */
  flush(wire: Wire | undefined): boolean {
    if (this.#sizeBytes === 0) return true;
    const pieces = this.#pieces;
    const [first] = pieces;
    let free = true;
    if (!wire || !first) free = true;
    else if (pieces.length === 1) free = wire.write(first);
    else if (this.#sizeBytes <= joinBytes) free = wire.write(this.#join());
    else for (const piece of pieces) free = wire.write(piece);
    pieces.length = 0;
    this.#sizeBytes = 0;
    return free;
  }

  #join(): Uint8Array {
    let at = 0;
    for (const piece of this.#pieces) {
      joined.set(piece, at);
      at += piece.length;
    }
    return joined.subarray(0, at);
  }
}
