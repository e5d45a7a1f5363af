import type { Text } from "../../base/text.ts";
import type { Word } from "./lexer.ts";
import type { Report } from "./report.ts";

/** A line: its keyword and the words behind it. */
export interface Statement {
  readonly keyword: Word;
  readonly values: readonly Word[];
}

/** `router_id LB1`: takes `words` (at least, at most) and changes the draft. `repeats`: may stand more than once. */
export interface ValueKeyword<Draft> {
  readonly kind: "value";
  readonly words: readonly [minimum: number, maximum: number];
  readonly repeats?: boolean;
  /** The original does not know it: it counts in a line of `@bascule` only, which the original passes over. */
  readonly ours?: true;
  readonly doc: Text;
  read(draft: Draft, statement: Statement, report: Report): void;
}

/** `authentication { … }`: a block with a table of its own that changes the same draft. */
export interface BlockKeyword<Draft> {
  readonly kind: "block";
  readonly doc: Text;
  readonly table: KeywordTable<Draft>;
}

/** `virtual_ipaddress { … }`: each line is an entry, not a keyword. */
export interface ListKeyword<Draft> {
  readonly kind: "list";
  readonly doc: Text;
  read(draft: Draft, statement: Statement, report: Report): void;
}

/** The original honours it; we do not yet. */
export interface UnsupportedKeyword {
  readonly kind: "unsupported";
}

export type Keyword<Draft> =
  | ValueKeyword<Draft>
  | BlockKeyword<Draft>
  | ListKeyword<Draft>
  | UnsupportedKeyword;

/** The keywords of one kind of block, by name. */
export type KeywordTable<Draft> = Readonly<Record<string, Keyword<Draft>>>;

/** Rows of a table for keywords that the original knows and we do not. */
export function unsupported(names: string): Record<string, UnsupportedKeyword> {
  return Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, { kind: "unsupported" }]),
  );
}
