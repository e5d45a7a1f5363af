import type { AgentCode } from "./errors.ts";
import type { Language, Text } from "./text.ts";

/** Where in a configuration file: lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Something that a configuration file says and that does not do what its author expects.
 * `mistake`: the original ignores or misreads it; our daemon starts as the original does and warns.
 * `unsupported`: the original honours it and we do not; our daemon refuses.
 * `note`: it is right, and needs nothing here: said so that nobody waits for an effect.
 * `fatal`: the original refuses the file too.
 */
export interface Problem extends Place {
  readonly severity: "note" | "mistake" | "unsupported" | "fatal";
  readonly code: AgentCode;
  readonly text: Text;
}

/** `keepalived.conf:12:14: priority 300 is outside 1–255. … [ERR_CONFIG_RANGE]` */
export function formatProblem(problem: Problem, language: Language): string {
  const { file, line, column, text, code } = problem;
  return `${file}:${line}:${column}: ${text[language]} [${code}]`;
}
