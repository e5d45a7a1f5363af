import type { AgentCode } from "../../base/errors.ts";
import type { Problem } from "../../base/problem.ts";
import type { Text } from "../../base/text.ts";
import type { Word } from "./lexer.ts";

/**
 * What `keepalived -t` (2.2.7) ends with because of this problem alone: 0 it says nothing, 2 it gives up reading,
 * 5 it complains, 6 a file that it asks for is missing.
 */
export type TestExit = 0 | 2 | 5 | 6;

export interface KeepalivedProblem extends Problem {
  readonly testExit: TestExit;
}

/** The main file's problems first, each file's in the order of its lines. */
export function byPlace(main: string): (a: Problem, b: Problem) => number {
  const group = ({ file }: Problem) => (file === main ? "" : file);
  return (a, b) =>
    Number(group(a) > group(b)) - Number(group(a) < group(b)) || a.line - b.line || a.column - b.column;
}

/** Collects the problems of one file. */
export class Report {
  readonly problems: KeepalivedProblem[] = [];
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** The original ignores or misreads it. `testExit` 0: without a word. */
  mistake(at: Word, code: AgentCode, text: Text, testExit: TestExit = 5): void {
    this.#add("mistake", at, code, text, testExit);
  }

  /** The same, and the word that should stand there. */
  misspelt(at: Word, code: AgentCode, text: Text, instead: string | undefined): void {
    this.#add("mistake", at, code, text, 5, instead === undefined ? {} : { instead });
  }

  /** The same, and a line that is missing in front of another; undefined: its place is not known. */
  lacking(at: Word, code: AgentCode, text: Text, missing: { before: Word; line: string } | undefined): void {
    if (missing === undefined) this.#add("mistake", at, code, text, 5);
    else {
      const { file = this.#file, line } = missing.before;
      this.#add("mistake", at, code, text, 5, { fix: [{ file, line, removed: 0, lines: [missing.line] }] });
    }
  }

  /** It is right, and has no effect here. */
  note(at: Word, text: Text): void {
    this.#add("note", at, "ERR_CONFIG_NOTE", text, 0);
  }

  /** The original honours it and we do not. `testExit` 5: it has something to say of it too. */
  unsupported(at: Word, text: Text, testExit: TestExit = 0): void {
    this.#add("unsupported", at, "ERR_CONFIG_UNSUPPORTED", text, testExit);
  }

  /** The original does not start with it either. */
  fatal(at: Word, code: AgentCode, text: Text, testExit: TestExit): void {
    this.#add("fatal", at, code, text, testExit);
  }

  /** In the order of the file. */
  sorted(): readonly KeepalivedProblem[] {
    return this.problems.toSorted(byPlace(this.#file));
  }

  #add(
    severity: Problem["severity"],
    at: Word,
    code: AgentCode,
    text: Text,
    testExit: TestExit,
    better: Pick<Problem, "instead" | "fix"> = {},
  ): void {
    const { line, column, file = this.#file } = at;
    const width = at.text.length + (at.quoted ? 2 : 0);
    this.problems.push({ severity, code, text, file, line, column, testExit, width, ...better });
  }
}
