import type { Problem } from "../base/problem.ts";
import type { ParsedKeepalived } from "../config/keepalived/parse.ts";

/** A file that is judged, and what is known around it. */
export interface LintInput extends ParsedKeepalived {
  readonly file: string;
  /** The lines of the file, from 0. */
  readonly source: readonly string[];
  /** The text of a script that the file names; undefined where it is not known. */
  readonly scriptText?: (path: string) => { readonly file: string; readonly text: string } | undefined;
  /** The addresses of an interface with their prefix, `192.168.1.11/24`; none where they are not known. */
  readonly addressesOf?: (interfaceName: string) => readonly string[];
}

/**
 * One mistake that a file can contain. What it finds at a place of which the reader of the file has something to say too
 * replaces that: it knows more.
 * @example export const ownerPriority: Rule = { name: "owner-priority", find: (input) => [ … ] };
 */
export interface Rule {
  readonly name: string;
  find(input: LintInput): readonly Problem[];
}

/** One of two files that belong together. */
export interface Member extends LintInput {
  /** How people call its node: `lb1`. */
  readonly node: string;
}

/** One mistake that only both files of a pair show. */
export interface PairRule {
  readonly name: string;
  find(pair: readonly [Member, Member]): readonly Problem[];
}
