import { libc } from "./libc.ts";

const CLOCK_BOOTTIME = 7;
/** `struct timespec`: seconds, nanoseconds. */
const bytes = new Uint8Array(16);
const words = new Uint32Array(bytes.buffer);
/** `performance.now()` counts from here on CLOCK_MONOTONIC. */
const startMs = Number(process.hrtime.bigint()) / 1e6 - performance.now();

/** How many milliseconds this machine has been suspended since it was started: clock_gettime(2). */
export function suspendedMs(): number {
  libc().clock_gettime(CLOCK_BOOTTIME, bytes);
  // Halves of 32 bits, the lower one first: this is called many times a second, and must leave nothing behind.
  const [low = 0, high = 0, nanoseconds = 0] = words;
  const bootMs = (high * 2 ** 32 + low) * 1000 + nanoseconds / 1e6;
  // In this order a pause between the two does not count as suspended.
  return Math.max(0, bootMs - startMs - performance.now());
}
