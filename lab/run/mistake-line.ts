import { formatProblem, type Problem } from "../../agent/base/problem.ts";
import type { Language } from "../../agent/base/text.ts";

/** A line for each mistake; what several files have in common is said once, with all its places. */
export function mistakeLines(mistakes: readonly Problem[], language: Language): readonly string[] {
  const groups = Map.groupBy(mistakes, ({ code, text }) => `${code} ${text[language]}`);
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const line = formatProblem(first, language);
    const places = others.map(({ file, line: row, column }) => `${file}:${row}:${column}`);
    return [places.length === 0 ? line : `${line} ${also[language]} ${places.join(", ")}`];
  });
}

const also: Readonly<Record<Language, string>> = { fr: "De même :", en: "The same:" };
