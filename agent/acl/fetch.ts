import type { Sample, SampleKind } from "./sample.ts";
import type { RequestView } from "./view.ts";

/** The arguments of a fetch or a converter, one string a place; those left out at the end are "". */
export type Arguments = readonly string[];

/** What an argument must be. A `backend` or a `server` is looked up when the whole file is read. */
export type Parameter = "text" | "number" | "backend" | "server";

/**
 * One way to find something in a request: one row of its theme's table.
 * @example { name: "path", gives: "text", layer: "request", samples: ({ head }) => head ? [pathOf(head)] : [] }
 */
export interface Fetch {
  readonly name: string;
  readonly gives: SampleKind;
  /** What must be there: an HTTP request, or no more than the connection. */
  readonly layer: "request" | "connection";
  readonly parameters?: readonly Parameter[];
  /** How many of the parameters may not be left out. */
  readonly required?: number;
  /** As an ACL keyword: `NAME_beg` and so on are the fetch with this match. */
  readonly suffixes?: readonly string[];
  /** Which of several values stands where one is wanted, as in a header that is set; else the first. */
  readonly single?: "last";
  /** Every value that is there; a condition holds when one of them matches. */
  samples(view: RequestView, args: Arguments): readonly Sample[];
}

/** Makes another sample of a sample; undefined: none is left. */
export interface Converter {
  readonly name: string;
  readonly takes: SampleKind;
  readonly gives: SampleKind;
  readonly parameters?: readonly Parameter[];
  readonly required?: number;
  /** An argument that cannot be meant. */
  refuses?(args: Arguments): string | undefined;
  convert(sample: Sample, args: Arguments): Sample | undefined;
}
