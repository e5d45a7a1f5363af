import { koffi } from "../libc.ts";

/** As much is read at once; what a server sends at full speed comes in pieces of this size. */
const sizeBytes = 65_536;
/** Pieces up to here are mostly of a few sizes: what shows them is made once for each. */
const smallBytes = 4096;

/** Memory outside of the heap that lives as long as the process: system calls take its address, which is cheaper. */
export class FixedMemory {
  readonly bytes = new Uint8Array(sizeBytes);
  readonly address = Number(koffi().address(this.bytes));
  readonly #small: (Uint8Array | undefined)[] = new Array(smallBytes).fill(undefined);

  /** The first so many bytes; the same object for the same size. */
  first(count: number): Uint8Array {
    const known = count < smallBytes ? this.#small[count] : undefined;
    if (known) return known;
    const piece = this.bytes.subarray(0, count);
    if (count < smallBytes) this.#small[count] = piece;
    return piece;
  }
}

let made: FixedMemory | undefined;

/** Where all sockets of a process receive, one after the other. */
export function receiveBuffer(): FixedMemory {
  made ??= new FixedMemory();
  return made;
}
