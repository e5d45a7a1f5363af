import { z } from "zod";
import type { Check } from "./check.ts";
import { judgeEach, nothingMeasured } from "./each-fault.ts";
import { duration, inEvery } from "./words.ts";

/**
 * Never two owners, but for the moment of a hand-over: the one that takes back says so with its first advert, and the
 * other needs that long to hear it and to let go.
 */
export const oneOwner: Check<{ readonly maxMs: number }> = {
  name: { fr: "un seul propriétaire", en: "one owner at a time" },
  options: z.strictObject({ maxMs: z.number().min(0).default(100) }),
  judge(facts, { maxMs }) {
    const found = judgeEach(
      facts,
      () => true,
      ({ dualOwnerMs }) => {
        if (dualOwnerMs === null) return nothingMeasured;
        const actual = inEvery((language) =>
          language === "fr"
            ? `deux pendant ${duration(dualOwnerMs, language)}`
            : `two for ${duration(dualOwnerMs, language)}`,
        );
        return { verdict: dualOwnerMs <= maxMs ? "pass" : "fail", actual };
      },
    );
    const expected = inEvery((language) =>
      language === "fr"
        ? `jamais deux plus de ${duration(maxMs, language)}`
        : `never two for more than ${duration(maxMs, language)}`,
    );
    return { ...found, expected };
  },
};
