import { koffi } from "./libc.ts";
import { socketCalls } from "./stream/socket-calls.ts";

const linesAtOnce = 64;
const memoryBytes = 65_536;
/** `struct mmsghdr` and `struct iovec` of 64-bit systems, in words of 32 bits. */
const messageWords = 16;
const vectorWords = 4;
const MSG_DONTWAIT = 0x40;
const MSG_NOSIGNAL = 0x4000;

/** Datagrams to one address that leave by one system call (sendmmsg(2)): a quarter less for each than one by one. */
export class DatagramBatch {
  readonly #calls = socketCalls();
  readonly #memory = new Uint8Array(memoryBytes);
  readonly #vectors = new Uint32Array(linesAtOnce * vectorWords);
  readonly #messages = new Uint32Array(linesAtOnce * messageWords);
  /** Kept: the messages point there. */
  readonly #address: Uint8Array;
  readonly #memoryAt: number;
  readonly #messagesAt: number;
  #count = 0;
  #used = 0;

  constructor(address: Uint8Array) {
    const place = (data: Uint8Array | Uint32Array): number => Number(koffi().address(data));
    this.#address = address;
    this.#memoryAt = place(this.#memory);
    this.#messagesAt = place(this.#messages);
    const [name, vectors] = [place(this.#address), place(this.#vectors)];
    for (let index = 0; index < linesAtOnce; index++) {
      const at = index * messageWords;
      pointer(this.#messages, at, name);
      this.#messages[at + 2] = address.length;
      pointer(this.#messages, at + 4, vectors + 4 * vectorWords * index);
      this.#messages[at + 6] = 1;
    }
  }

  get size(): number {
    return this.#count;
  }

  /** Copies a part of `data`. False: there is no room for it. */
  add(data: Uint8Array, start: number, end: number): boolean {
    const size = end - start;
    if (this.#count === linesAtOnce || this.#used + size > memoryBytes) return false;
    this.#memory.set(data.subarray(start, end), this.#used);
    const at = this.#count * vectorWords;
    pointer(this.#vectors, at, this.#memoryAt + this.#used);
    this.#vectors[at + 2] = size;
    this.#count++;
    this.#used += size;
    return true;
  }

  /** What cannot be sent now is lost; those behind it are tried all the same. */
  send(descriptor: number): void {
    const count = this.#count;
    this.#count = 0;
    this.#used = 0;
    for (let at = 0; at < count; ) {
      const from = this.#messagesAt + 4 * messageWords * at;
      at += Math.max(1, this.#calls.sendmmsg(descriptor, from, count - at, MSG_DONTWAIT | MSG_NOSIGNAL));
    }
  }
}

function pointer(words: Uint32Array, at: number, address: number): void {
  words[at] = address % 2 ** 32;
  words[at + 1] = Math.floor(address / 2 ** 32);
}
