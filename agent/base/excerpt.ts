import { formatProblem, type Problem } from "./problem.ts";
import type { Language, Text } from "./text.ts";

/** Of a long line so much is shown around the place. */
const windowWidth = 100;
const before = 30;

/** Gives the line of a file, from 1; undefined: not known. */
export type SourceOf = (file: string, line: number) => string | undefined;

/**
 * A problem with the line that it is about, a caret below, and what to write instead:
 * ```text
 * keepalived.conf:1:1: Unknown keyword "vrp_instance": … [ERR_CONFIG_KEYWORD]
 *     1 | vrp_instance VI_1 {
 *       | ^^^^^^^^^^^^
 *       = write: vrrp_instance VI_1 {
 * ```
 */
export function formatWithExcerpt(problem: Problem, language: Language, sourceOf: SourceOf): string {
  const { file, line, column } = problem;
  const head = formatProblem(problem, language);
  const source = sourceOf(file, line);
  if (source === undefined) return [head, ...fixLines(problem, language, sourceOf)].join("\n");
  const width = widthOf(problem, source);
  const number = String(line).padStart(5);
  const margin = " ".repeat(number.length);
  const start = column - 1 > windowWidth - before ? column - 1 - before : 0;
  const shown = source.slice(start, start + windowWidth);
  const indent = source.slice(start, column - 1).replace(/[^\t]/g, " ");
  const carets = "^".repeat(Math.max(1, Math.min(width, start + shown.length - column + 1)));
  return [
    head,
    `${number} | ${start > 0 ? "…" : ""}${printable(shown)}${start + windowWidth < source.length ? "…" : ""}`,
    `${margin} | ${start > 0 ? " " : ""}${indent}${carets}`,
    ...fixLines(problem, language, sourceOf),
  ].join("\n");
}

/** Where nothing says how much it is about, it is the word. */
function widthOf({ width, column }: Problem, source: string): number {
  return width ?? /^\S*/.exec(source.slice(column - 1))?.[0].length ?? 1;
}

const write: Text = { fr: "écrivez :", en: "write:" };
const change: Text = { fr: "changez :", en: "change:" };

function fixLines(problem: Problem, language: Language, sourceOf: SourceOf): readonly string[] {
  const { file, line, column, instead, fix } = problem;
  const source = sourceOf(file, line);
  if (fix === undefined && (instead === undefined || source === undefined)) return [];
  if (fix === undefined && source !== undefined) {
    const whole = source.slice(0, column - 1) + instead + source.slice(column - 1 + widthOf(problem, source));
    return [`      = ${write[language]} ${printable(whole.trim().slice(0, windowWidth))}`];
  }
  const edits = (fix ?? []).flatMap((edit) => {
    const removed = Array.from({ length: edit.removed }, (_, index) => {
      const text = sourceOf(edit.file, edit.line + index) ?? "";
      return `${String(edit.line + index).padStart(5)} - ${printable(text)}`;
    });
    const number = String(edit.line).padStart(5);
    const added = edit.lines.map((text, index) => `${index === 0 ? number : "     "} + ${printable(text)}`);
    const elsewhere = edit.file === file ? [] : [`      = ${edit.file}:`];
    return [...elsewhere, ...removed, ...added];
  });
  return [`      = ${change[language]}`, ...edits];
}

/** Control characters must not reach a terminal. */
function printable(text: string): string {
  return text.replace(/[^\P{C}\t]/gu, "\u00b7");
}
