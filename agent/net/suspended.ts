import { libc } from "./libc.ts";

const CLOCK_MONOTONIC = 1;
const CLOCK_BOOTTIME = 7;
/** `struct timespec`: seconds, nanoseconds. */
const time = new BigInt64Array(2);
const bytes = new Uint8Array(time.buffer);

/** How many milliseconds this machine has been suspended since it was started: clock_gettime(2). */
export function suspendedMs(): number {
  // In this order a pause between the two calls does not count as suspended.
  const bootMs = readMs(CLOCK_BOOTTIME);
  return Math.max(0, bootMs - readMs(CLOCK_MONOTONIC));
}

function readMs(clock: number): number {
  libc().clock_gettime(clock, bytes);
  const [seconds = 0n, nanoseconds = 0n] = time;
  return Number(seconds) * 1000 + Number(nanoseconds) / 1e6;
}
