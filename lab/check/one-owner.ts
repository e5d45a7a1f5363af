import { z } from "zod";
import type { Check } from "./check.ts";
import { nothingMeasured } from "./each-fault.ts";
import { duration } from "./words.ts";

/**
 * Never two owners, but for the moment of a hand-over: the one that takes back says so with its first advert, and the
 * other needs that long to hear it and to let go.
 */
export const oneOwner: Check<{ readonly maxMs: number }> = {
  name: { fr: "un seul propriétaire", en: "one owner at a time" },
  options: z.strictObject({ maxMs: z.number().min(0).default(100) }),
  judge({ trials }, { maxMs }) {
    const expected = {
      fr: `jamais deux plus de ${duration(maxMs, "fr")}`,
      en: `never two for more than ${duration(maxMs, "en")}`,
    };
    const all = trials.flatMap(({ faults }) => faults.map(({ dualOwnerMs }) => dualOwnerMs));
    const measured = all.filter((ms) => ms !== null);
    if (measured.length === 0) return { ...nothingMeasured, expected };
    const longestMs = Math.max(...measured);
    const actual = {
      fr: `deux pendant ${duration(longestMs, "fr")} au plus`,
      en: `two for ${duration(longestMs, "en")} at most`,
    };
    if (longestMs > maxMs) return { verdict: "fail", expected, actual };
    return { verdict: measured.length === all.length ? "pass" : "unknown", expected, actual };
  },
};
