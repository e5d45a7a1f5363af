import type { Section } from "../section.ts";
import { verdictMark } from "../verdict.ts";

const words = { fr: ["attendu", "observé"], en: ["expected", "seen"] } as const;

/** What the scenario expects, and what was found. */
export const expectations: Section = {
  title: { fr: "Ce que le scénario attend", en: "What the scenario expects" },
  lines({ expectations: judged }, options) {
    const { language, paint } = options;
    const [expectedWord, actualWord] = words[language];
    const colon = language === "fr" ? " :" : ":";
    return judged.flatMap(({ name, verdict, expected, actual }) => [
      `  ${verdictMark(verdict, options)} ${name[language]}`,
      `      ${paint("dim", `${expectedWord}${colon} ${expected[language]}; ${actualWord}${colon} ${actual[language]}`)}`,
    ]);
  },
};
