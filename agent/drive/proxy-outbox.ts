import type { Socket } from "node:net";

/** Up to here pieces are copied into one write: a system call costs more than the copy. */
const joinBytes = 16_384;

/** The bytes for one socket that come up while an event is being handled: they leave together. */
export class Outbox {
  #pieces: Uint8Array[] = [];
  #sizeBytes = 0;

  add(bytes: Uint8Array): void {
    this.#pieces.push(bytes);
    this.#sizeBytes += bytes.length;
  }

  /** Writes what has come up; false when the socket has taken more than it can send now. */
  flush(socket: Socket | undefined): boolean {
    if (this.#sizeBytes === 0) return true;
    const pieces =
      this.#sizeBytes <= joinBytes ? [Buffer.concat(this.#pieces, this.#sizeBytes)] : this.#pieces;
    this.#pieces = [];
    this.#sizeBytes = 0;
    if (!socket?.writable) return true;
    let free = true;
    for (const piece of pieces) free = socket.write(piece);
    return free;
  }
}
