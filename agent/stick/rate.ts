/**
 * A rate over a sliding period is three numbers beside each other in a row of numbers: when the current period began
 * (ms), the events since then, and those of the period before.
 */
export const rateWidth = 3;

/** Counts `amount` events more. */
export function addRate(
  row: number[],
  at: number,
  { amount, periodMs, nowMs }: { readonly amount: number; readonly periodMs: number; readonly nowMs: number },
): void {
  const elapsedMs = nowMs - (row[at] ?? 0);
  if (elapsedMs >= periodMs) {
    const next = elapsedMs < 2 * periodMs;
    row[at + 2] = next ? (row[at + 1] ?? 0) : 0;
    row[at + 1] = 0;
    row[at] = next ? (row[at] ?? 0) + periodMs : nowMs;
  }
  row[at + 1] = (row[at + 1] ?? 0) + amount;
}

/** Events of the last period: those of now, and of the period before the part that is not yet past. */
export function readRate(row: readonly number[], at: number, periodMs: number, nowMs: number): number {
  let elapsedMs = nowMs - (row[at] ?? 0);
  let [current, previous] = [row[at + 1] ?? 0, row[at + 2] ?? 0];
  if (elapsedMs >= periodMs) {
    [previous, current] = elapsedMs < 2 * periodMs ? [current, 0] : [0, 0];
    elapsedMs = elapsedMs < 2 * periodMs ? elapsedMs - periodMs : 0;
  }
  // As the original: a single event is told for the whole of the period after it.
  if (current === 0 && previous <= 1) return previous;
  return current + Math.floor((previous * (periodMs - elapsedMs)) / periodMs);
}
