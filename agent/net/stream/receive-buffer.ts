import { koffi } from "../libc.ts";

/** As much is read at once; what a server sends at full speed comes in pieces of this size. */
const sizeBytes = 65_536;

/** Memory outside of the heap that lives as long as the process: system calls take its address, which is cheaper. */
export interface FixedMemory {
  readonly bytes: Uint8Array;
  readonly address: number;
}

let made: FixedMemory | undefined;

/** Where all sockets of a process receive, one after the other. */
export function receiveBuffer(): FixedMemory {
  made ??= fixed();
  return made;
}

function fixed(): FixedMemory {
  const bytes = new Uint8Array(sizeBytes);
  return { bytes, address: Number(koffi().address(bytes)) };
}
