import type { Place } from "../../agent/base/problem.ts";
import { type Language, languages, type Text } from "../../agent/base/text.ts";
import { type LabCode, type LabError, labError } from "../errors.ts";

/** Something wrong in a document of the lab, where it stands. */
export interface DocumentProblem extends Place {
  readonly code: LabCode;
  /** What is wrong and what to do; the key path comes first: `services.lb1.comand: unknown key; …`. */
  readonly text: Text;
}

/**
 * One error for all problems of a document, in the order of its lines. Whoever prints a `LabError` appends its
 * code, so the last line carries none of its own and the error has the code of that line.
 */
export function documentError(
  problems: readonly [DocumentProblem, ...DocumentProblem[]],
  cause?: unknown,
): LabError {
  const sorted = [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
  const last = sorted[sorted.length - 1] ?? problems[0];
  const lines = (language: Language) =>
    sorted
      .map((problem) => (problem === last ? "" : ` [${problem.code}]`))
      .map((end, i) => line(sorted[i] ?? last, language) + end);
  return labError(
    last.code,
    inEvery((language) => lines(language).join("\n")),
    cause,
  );
}

/** A text made by the same function in every language. */
export function inEvery(say: (language: Language) => string): Text {
  return Object.fromEntries(languages.map((language) => [language, say(language)])) as Text;
}

function line({ file, line: row, column, text }: DocumentProblem, language: Language): string {
  return `${file}:${row}:${column}: ${text[language]}`;
}
