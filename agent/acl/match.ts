import type { Sample, SampleKind } from "./sample.ts";
import type { Parsed } from "./trouble.ts";

/** A pattern, and the word of the line that it came from (or whose file it stands in). */
export interface Pattern {
  readonly text: string;
  readonly at: number;
}

export interface MatchOptions {
  readonly ignoreCase: boolean;
}

/** Which of the patterns matches a sample, already of the kind that the matcher takes; −1: none. */
export type Lookup = (sample: Sample) => number;

/**
 * A way to compare (`-m NAME`): one row of its theme's table.
 * @example { name: "found", takes: "text", needsNoPattern: true, compile: () => good(() => 0) }
 */
export interface Matcher {
  readonly name: string;
  readonly takes: SampleKind;
  /** Without patterns it holds all the same. */
  readonly needsNoPattern?: true;
  /** Patterns are read once; what is slow about them happens here. */
  compile(patterns: readonly Pattern[], options: MatchOptions): Parsed<Lookup>;
}
