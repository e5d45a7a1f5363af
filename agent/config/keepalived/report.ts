import type { AgentCode } from "../../base/errors.ts";
import type { Problem } from "../../base/problem.ts";
import type { Text } from "../../base/text.ts";
import type { Word } from "./lexer.ts";

/**
 * What `keepalived -t` (2.2.7) ends with because of this problem alone: 0 it says nothing, 2 it gives up reading,
 * 5 it complains.
 */
export type TestExit = 0 | 2 | 5;

export interface KeepalivedProblem extends Problem {
  readonly testExit: TestExit;
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

  /** The original honours it and we do not. */
  unsupported(at: Word, text: Text): void {
    this.#add("unsupported", at, "ERR_CONFIG_UNSUPPORTED", text, 0);
  }

  /** The original does not start with it either. */
  fatal(at: Word, code: AgentCode, text: Text, testExit: TestExit): void {
    this.#add("fatal", at, code, text, testExit);
  }

  /** In the order of the file. */
  sorted(): readonly KeepalivedProblem[] {
    return this.problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
  }

  #add(severity: Problem["severity"], at: Word, code: AgentCode, text: Text, testExit: TestExit): void {
    const { line, column } = at;
    this.problems.push({ severity, code, text, file: this.#file, line, column, testExit });
  }
}
