import { z } from "zod";
import type { Check } from "./check.ts";
import { within } from "./select.ts";

const expected = {
  fr: "aucune requête sans réponse juste avant la première panne",
  en: "every request answered rightly before the first fault",
};

/** While nothing is broken every request gets its good reply in time. */
export const steady: Check<Record<string, never>> = {
  name: { fr: "service sans faute au repos", en: "faultless service while steady" },
  options: z.strictObject({}) as z.ZodType<Record<string, never>>,
  judge({ steady: window, tracks }) {
    const samples = window === undefined ? [] : within(tracks.http?.samples ?? [], window);
    if (samples.length === 0) {
      return { verdict: "unknown", expected, actual: { fr: "non mesuré", en: "not measured" } };
    }
    // What was under way when the fault struck is the fault's, not the service's.
    const settled = samples.filter(
      ({ replyMs, atMs }) => replyMs !== null || atMs + settleMs < (window?.toMs ?? 0),
    );
    const wrong = settled.filter(({ replyMs }) => replyMs === null).length;
    const actual = {
      fr: `${wrong} sur ${settled.length} sans réponse juste`,
      en: `${wrong} of ${settled.length} not answered rightly`,
    };
    return { verdict: wrong === 0 ? "pass" : "fail", expected, actual };
  },
};

const settleMs = 100;
