import { seededRandom } from "../../agent/base/random.ts";

/**
 * One number in [0, 1) for each trial, one in each of `trials` equal parts, in an order and at places that `seed`
 * determines: a stratified sample, so that few trials cover all phases of a period.
 */
export function spreadOver(trials: number, seed: number): readonly number[] {
  const random = seededRandom(seed);
  const strata = Array.from({ length: trials }, (_, index) => (index + random()) / trials);
  return shuffled(strata, random);
}

/** Fisher and Yates. */
function shuffled(items: readonly number[], random: () => number): readonly number[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [result[last], result[other]] = [result[other] as number, result[last] as number];
  }
  return result;
}
