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

/** It is right, and nothing comes of it here: `doc` says why. Its words and its block are passed over. */
export interface NotedKeyword {
  readonly kind: "noted";
  readonly doc: Text;
}

/** The original honours it and we do not: the daemon refuses, and `doc` says why. */
export interface UnsupportedKeyword {
  readonly kind: "unsupported";
  readonly doc: Text;
}

export type Keyword<Draft> =
  | ValueKeyword<Draft>
  | BlockKeyword<Draft>
  | ListKeyword<Draft>
  | NotedKeyword
  | UnsupportedKeyword;

/** The keywords of one kind of block, by name. */
export type KeywordTable<Draft> = Readonly<Record<string, Keyword<Draft>>>;

/** Rows of a table for keywords that the original knows and we do not, for one reason. */
export function unsupported(names: string, doc: Text): Record<string, UnsupportedKeyword> {
  return rows(names, { kind: "unsupported", doc });
}

/** Rows for keywords of which nothing comes here, for one reason. */
export function noted(names: string, doc: Text): Record<string, NotedKeyword> {
  return rows(names, { kind: "noted", doc });
}

function rows<Row>(names: string, row: Row): Record<string, Row> {
  return Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, row]),
  );
}
