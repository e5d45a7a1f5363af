import type { Section } from "../section.ts";
import { verdictMark } from "../verdict.ts";

/** The six steps of the exercise, each with its evidence below. */
export const steps: Section = {
  title: { fr: "Les six étapes de l'exercice", en: "The six steps of the exercise" },
  lines({ steps: judged }, options) {
    const { language, paint } = options;
    return judged.flatMap(({ number, title, verdict, evidence, hint }) => [
      `  ${verdictMark(verdict, options)} ${number}. ${title[language]}`,
      `      ${paint("dim", evidence[language])}`,
      ...(hint === undefined ? [] : [`      ${paint("cyan", `→ ${hint[language]}`)}`]),
    ]);
  },
};
