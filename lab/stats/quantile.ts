/** The q-quantile (0 ≤ q ≤ 1) with linear interpolation between order statistics; undefined for no values. */
export function quantile(values: readonly number[], q: number): number | undefined {
  const sorted = ascending(values);
  const position = (sorted.length - 1) * q;
  const low = sorted[Math.floor(position)];
  const high = sorted[Math.ceil(position)];
  if (low === undefined || high === undefined) return undefined;
  return low + (high - low) * (position - Math.floor(position));
}

export function median(values: readonly number[]): number | undefined {
  return quantile(values, 0.5);
}

export function ascending(values: readonly number[]): number[] {
  return values.toSorted((a, b) => a - b);
}
