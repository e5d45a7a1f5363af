import { countsOf } from "../count.ts";
import type { Section } from "../section.ts";
import { verdictMark } from "../verdict.ts";

/** All in one line, near the end, where a reader of a terminal looks first. */
export const verdict: Section = {
  title: { fr: "Verdict", en: "Verdict" },
  lines(judgement, options) {
    const counts = countsOf(judgement, options.language);
    return counts === "" ? [] : [`  ${verdictMark(judgement.verdict, options)} ${counts}`];
  },
};
