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
 * `advice`: it works as written, and is seldom what its author wants; the original says nothing of it.
 * `fatal`: the original refuses the file too.
 */
export interface Problem extends Place {
  readonly severity: "note" | "advice" | "mistake" | "unsupported" | "fatal";
  readonly code: AgentCode;
  readonly text: Text;
  /** Characters of the line that it is about, from its column; 1 where absent. */
  readonly width?: number;
  /** What to write in place of these characters. */
  readonly instead?: string;
  /** The lines to change, where it takes more than a word. */
  readonly fix?: readonly LineEdit[];
}

/** `removed` lines of a file from `line` on give way to others; none removed: they come in front of it. */
export interface LineEdit {
  readonly file: string;
  readonly line: number;
  readonly removed: number;
  readonly lines: readonly string[];
}

const advice: Text = { fr: "conseil : ", en: "advice: " };

/** `keepalived.conf:12:14: priority 300 is outside 1–255. … [ERR_CONFIG_RANGE]` */
export function formatProblem(problem: Problem, language: Language): string {
  const { file, line, column, severity, text, code } = problem;
  const kind = severity === "advice" ? advice[language] : "";
  return `${file}:${line}:${column}: ${kind}${text[language]} [${code}]`;
}
