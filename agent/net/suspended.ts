import { libc } from "./libc.ts";

const CLOCK_MONOTONIC = 1;
const CLOCK_BOOTTIME = 7;
/** `struct timespec`: seconds, nanoseconds. */
const bytes = new Uint8Array(16);
const words = new Uint32Array(bytes.buffer);

/** How many milliseconds this machine has been suspended since it was started: clock_gettime(2). */
export function suspendedMs(): number {
  // In this order a pause between the two calls does not count as suspended.
  const bootMs = readMs(CLOCK_BOOTTIME);
  return Math.max(0, bootMs - readMs(CLOCK_MONOTONIC));
}

function readMs(clock: number): number {
  libc().clock_gettime(clock, bytes);
  // Halves of 32 bits, the lower one first: this is called many times a second, and must leave nothing behind.
  const [low = 0, high = 0, nanoseconds = 0] = words;
  return (high * 2 ** 32 + low) * 1000 + nanoseconds / 1e6;
}
