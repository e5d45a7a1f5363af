import { ascending } from "./quantile.ts";

/**
 * A confidence interval for the median that assumes nothing of the distribution: the k-th smallest and the k-th
 * largest value, where k is the largest for which the binomial distribution B(n, ½) leaves at most 1 − level outside.
 * Below 6 values no pair reaches 95 %: then the whole range is given, which claims less than it says.
 */
export function medianInterval(
  values: readonly number[],
  level = 0.95,
): readonly [number, number] | undefined {
  const sorted = ascending(values);
  const k = orderStatistic(sorted.length, level);
  const low = sorted[k];
  const high = sorted[sorted.length - 1 - k];
  return low === undefined || high === undefined ? undefined : [low, high];
}

/** The largest k (from 0) with P(B(n, ½) ≤ k) ≤ (1 − level) / 2; 0 where there is none. */
function orderStatistic(n: number, level: number): number {
  const tail = (1 - level) / 2;
  let probability = 0.5 ** n;
  let below = 0;
  let k = -1;
  while (k < n && below + probability <= tail) {
    below += probability;
    k += 1;
    probability *= (n - k) / (k + 1);
  }
  return Math.max(0, k);
}
