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
    const wrong = samples.filter(({ replyMs }) => replyMs === null).length;
    const actual = {
      fr: `${wrong} sur ${samples.length} sans réponse juste`,
      en: `${wrong} of ${samples.length} not answered rightly`,
    };
    return { verdict: wrong === 0 ? "pass" : "fail", expected, actual };
  },
};
