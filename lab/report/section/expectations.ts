import type { Section } from "../section.ts";
import { verdictMark } from "../verdict.ts";

const words = {
  fr: (expected: string, actual: string) => `attendu : ${expected} ; observé : ${actual}`,
  en: (expected: string, actual: string) => `expected: ${expected}; seen: ${actual}`,
} as const;

/** What the scenario expects, and what was found. */
export const expectations: Section = {
  title: { fr: "Ce que le scénario attend", en: "What the scenario expects" },
  lines({ expectations: judged }, options) {
    const { language, paint } = options;
    return judged.flatMap(({ name, verdict, expected, actual }) => [
      `  ${verdictMark(verdict, options)} ${name[language]}`,
      `      ${paint("dim", words[language](expected[language], actual[language]))}`,
    ]);
  },
};
