import type { Text } from "../../agent/base/text.ts";
import type { Verdict } from "../check/check.ts";
import type { ReportOptions } from "./section.ts";

const words: Readonly<Record<Verdict, Text>> = {
  pass: { fr: "réussi", en: "pass" },
  fail: { fr: "échec", en: "fail" },
  unknown: { fr: "indécis", en: "unknown" },
};
const colours = { pass: "green", fail: "red", unknown: "yellow" } as const;
const signs = { pass: "✓", fail: "✗", unknown: "?" } as const;

/** `✓ pass   `: a sign, the word, and spaces up to a common width, so that colour says nothing alone. */
export function verdictMark(verdict: Verdict, { language, paint }: ReportOptions): string {
  const width = Math.max(...Object.values(words).map((text) => text[language].length));
  return paint(colours[verdict], `${signs[verdict]} ${words[verdict][language].padEnd(width)}`);
}
