/** CLOCK_MONOTONIC in milliseconds with a fraction; the same for all nodes of a machine. */
export function nowMs(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}
