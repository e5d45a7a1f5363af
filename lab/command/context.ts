import type { styleText } from "node:util";
import type { Language, Text } from "../../agent/base/text.ts";

export type Style = Parameters<typeof styleText>[0];
export type Verbosity = "quiet" | "normal" | "verbose";
export type Environment = Readonly<Record<string, string | undefined>>;

/** Standard output or standard error, as commands see it. */
export interface Output {
  /** Colours and cursor movements may be written: it is a terminal, and NO_COLOR is not set. */
  readonly controlCodes: boolean;
  /** Width of the terminal in characters; 80 where there is none. */
  readonly columns: number;
  write(text: string): void;
  /** Writes the sentence in the user's language and ends the line. */
  line(text: Text | string): void;
  /** Colours the text; returns it unchanged without `controlCodes`. */
  paint(style: Style, text: string): string;
}

/** What a command gets from its surroundings. */
export interface Context {
  readonly language: Language;
  readonly verbosity: Verbosity;
  readonly environment: Environment;
  /** Results only. */
  readonly stdout: Output;
  /** Progress, warnings and errors. */
  readonly stderr: Output;
  /** Aborted by SIGINT, SIGTERM or SIGHUP; its reason is an `Interrupted`. */
  readonly signal: AbortSignal;
  /** A line of progress on standard error; silent with `--quiet`. */
  progress(text: Text | string): void;
  /** A line on standard error with `--verbose` only. */
  detail(text: Text | string): void;
}
