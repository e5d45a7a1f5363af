import type { Language } from "../../agent/base/text.ts";
import type { Grade } from "../exercise/grade.ts";
import type { ReportOptions } from "./section.ts";
import { table } from "./table.ts";
import { verdictMark } from "./verdict.ts";

/** The grade on the terminal, ended by a newline: each step with its points, what was seen, and what to do next. */
export function renderGrade(grade: Grade, options: ReportOptions): string {
  const { language, paint, places } = options;
  const text = wording[language];
  const steps = grade.steps.flatMap(({ number, title, verdict, points, outOf, evidence, hint }) => [
    `  ${verdictMark(verdict, options)} ${points}/${outOf}  ${number}. ${title[language]}`,
    `      ${paint("dim", evidence[language])}`,
    ...(hint === null ? [] : [`      ${paint("cyan", `→ ${hint[language]}`)}`]),
  ]);
  const sum = paint("bold", text.sum(grade.points, grade.outOf));
  const lines = [paint("bold", text.title(grade.lab)), ...steps, "", `${sum}${remark(grade, language)}`, ""];
  return [...lines, ...table(places.map(({ name, path }) => [name[language], path])), ""].join("\n");
}

function remark({ steps }: Grade, language: Language): string {
  const count = (verdict: string) => steps.filter((step) => step.verdict === verdict).length;
  const [failed, open] = [count("fail"), count("unknown")];
  if (failed + open === 0) return wording[language].all;
  return wording[language].left(failed, open);
}

const wording = {
  fr: {
    title: (lab: string) => `Les six étapes dans le labo « ${lab} », telles qu'elles sont`,
    sum: (points: number, outOf: number) => `Note : ${points}/${outOf}`,
    all: "  Tout est réussi.",
    left: (failed: number, open: number) => `  ${failed} en échec, ${open} non décidées`,
  },
  en: {
    title: (lab: string) => `The six steps in the lab "${lab}" as they stand`,
    sum: (points: number, outOf: number) => `Grade: ${points}/${outOf}`,
    all: "  Everything passed.",
    left: (failed: number, open: number) => `  ${failed} failed, ${open} not decided`,
  },
} as const;
