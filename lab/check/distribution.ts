import { z } from "zod";
import type { Check } from "./check.ts";
import { type Share, sharesOf } from "./share.ts";
import { inEvery, percent } from "./words.ts";

/** Fewer requests than this say nothing of shares. */
const fewest = 30;

/** Every server answered as often as the algorithm and the weights promise. */
export const distribution: Check<Record<string, never>> = {
  name: { fr: "répartition des requêtes", en: "distribution of the requests" },
  options: z.strictObject({}) as z.ZodType<Record<string, never>>,
  judge(facts) {
    const shares = sharesOf(facts);
    const total = shares.reduce((sum, { requests }) => sum + requests, 0);
    const list = (value: (share: Share) => number) =>
      inEvery((language) =>
        shares.map((share) => `${share.server} ${percent(value(share), language)}`).join(", "),
      );
    const expected = list(({ expectedShare }) => expectedShare);
    if (total < fewest) {
      return {
        verdict: "unknown",
        expected,
        actual: { fr: `${total} requêtes seulement`, en: `${total} requests only` },
      };
    }
    return {
      verdict: shares.every((share) => isFair(share, total)) ? "pass" : "fail",
      expected,
      actual: list(({ share }) => share),
    };
  },
};

function isFair({ requests, expectedShare, tolerance }: Share, total: number): boolean {
  return Math.abs(requests - expectedShare * total) <= tolerance;
}
