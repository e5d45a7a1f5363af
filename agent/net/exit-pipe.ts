import { closeSync, writeSync } from "node:fs";
import { koffi } from "./libc.ts";
import { checked } from "./system-error.ts";

/** A pipe whose other end notices at once that this process has ended. Disposing closes it. */
export interface ExitPipe extends Disposable {
  /** For a child; to be closed here once that has been started. */
  readonly readEnd: number;
  /** Says whether all of it could be written. Never blocks. */
  write(text: string): boolean;
}

const O_CLOEXEC = 0o2000000;
const O_NONBLOCK = 0o4000;
const F_SETFL = 4;
const F_DUPFD_CLOEXEC = 1030;
/** Below the lowest limit that is in use (1,024), above what a daemon of ours has open. */
const highDescriptor = 900;

/**
 * Linux closes what a dying process has open from the highest descriptor downwards, and takes milliseconds for every
 * packet and raw socket: this one is the first of all. Throws ERR_NET_SYSTEM.
 */
export function openExitPipe(): ExitPipe {
  const ffi = koffi().load("libc.so.6");
  const pipe2 = ffi.func("int pipe2(void *descriptors, int flags)");
  const fcntl = ffi.func("int fcntl(int descriptor, int command, int argument)");
  const ends = new Int32Array(2);
  checked("pipe2", pipe2(new Uint8Array(ends.buffer), O_CLOEXEC) as number);
  const [readEnd = -1, writeEnd = -1] = ends;
  checked("fcntl (O_NONBLOCK)", fcntl(writeEnd, F_SETFL, O_NONBLOCK) as number);
  const high = fcntl(writeEnd, F_DUPFD_CLOEXEC, highDescriptor) as number;
  // Where so many may not be open, the other end notices some milliseconds later.
  if (high >= 0) closeSync(writeEnd);
  return pipeOf(readEnd, high < 0 ? writeEnd : high);
}

function pipeOf(readEnd: number, writeEnd: number): ExitPipe {
  let open = true;
  return {
    readEnd,
    write(text) {
      const bytes = Buffer.from(text);
      try {
        return open && writeSync(writeEnd, bytes) === bytes.length;
      } catch {
        return false; // nobody reads any more, or not fast enough
      }
    },
    [Symbol.dispose]() {
      if (open) closeSync(writeEnd);
      open = false;
    },
  };
}
