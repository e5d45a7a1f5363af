import fc from "fast-check";
import { expect, test } from "vitest";
import { seededRandom } from "../../../agent/base/random.ts";

test("the same seed gives the same numbers, all in [0, 1)", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (seed) => {
      const [a, b] = [seededRandom(seed), seededRandom(seed)];
      const numbers = Array.from({ length: 20 }, a);
      expect(numbers).toEqual(Array.from({ length: 20 }, b));
      for (const number of numbers) expect(number >= 0 && number < 1).toBe(true);
    }),
  );
});

test("the numbers spread evenly over ten bins", () => {
  const random = seededRandom(7);
  const bins = Array.from({ length: 10 }, () => 0);
  for (let draw = 0; draw < 10_000; draw++) bins[Math.floor(random() * 10)]! += 1;
  for (const count of bins) expect(Math.abs(count - 1000)).toBeLessThan(150);
});
