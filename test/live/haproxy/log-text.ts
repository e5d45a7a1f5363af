/** Ports, dates and milliseconds differ from run to run; which of them are −1 does not. */
export function withoutTimes(line: string): string {
  return line
    .replace(/^127\.0\.0\.1:\d+ \[[^\]]*\]/, "CLIENT [DATE]")
    .replace(/ (-?\d+(?:\/-?\d+)+) /, (times) => times.replace(/(?<![-\d])\d+/g, "N"))
    .replace(/(\d+\/){4}(\+?\d+) /, "COUNTS/$2 ");
}
