import type { Text } from "../../agent/base/text.ts";
import type { Verdict } from "../check/check.ts";
import type { ReportOptions } from "./section.ts";

export const verdictWords: Readonly<Record<Verdict, Text>> = {
  pass: { fr: "réussi", en: "pass" },
  fail: { fr: "échec", en: "fail" },
  unknown: { fr: "indécis", en: "unknown" },
};
const colours = { pass: "green", fail: "red", unknown: "yellow" } as const;
export const verdictSigns = { pass: "✓", fail: "✗", unknown: "?" } as const;

/** `✓ pass   `: a sign, the word, and spaces up to a common width, so that colour says nothing alone. */
export function verdictMark(verdict: Verdict, { language, paint }: ReportOptions): string {
  const width = Math.max(...Object.values(verdictWords).map((text) => text[language].length));
  return paint(colours[verdict], `${verdictSigns[verdict]} ${verdictWords[verdict][language].padEnd(width)}`);
}
