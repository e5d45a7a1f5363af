import { constants, fstatSync, openSync, writeSync } from "node:fs";
import { libc } from "../net/libc.ts";

const MSG_DONTWAIT = 0x40;
const MSG_NOSIGNAL = 0x4000;

/**
 * A writer to standard output or error. A reader that has gone, or is slow, neither ends nor stops the balancer: its
 * lines are lost, like datagrams.
 */
export function openStream(descriptor: 1 | 2): (bytes: Uint8Array, start: number, end: number) => void {
  if (isSocket(descriptor)) return (bytes, start, end) => sendNow(descriptor, bytes.subarray(start, end));
  const own = openAgain(descriptor);
  return (bytes, start, end) => {
    try {
      writeSync(own, bytes, start, end - start);
    } catch {
      // Nobody takes it now.
    }
  };
}

function isSocket(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isSocket();
  } catch {
    // Closed from the start: every line is lost.
    return false;
  }
}

/** The same pipe, file or terminal, but not waiting; the one that we were given is shared with other programs. */
function openAgain(descriptor: number): number {
  try {
    const { O_WRONLY, O_APPEND, O_NONBLOCK } = constants;
    return openSync(`/proc/self/fd/${descriptor}`, O_WRONLY | O_APPEND | O_NONBLOCK);
  } catch {
    // It was opened with other rights than ours, or there is no /proc.
    return descriptor;
  }
}

function sendNow(descriptor: number, bytes: Uint8Array): void {
  libc().send(descriptor, bytes, bytes.length, MSG_DONTWAIT | MSG_NOSIGNAL);
}
