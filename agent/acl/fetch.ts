import type { Sample, SampleKind } from "./sample.ts";
import type { Scope } from "./scope.ts";
import type { RequestView } from "./view.ts";

/** The arguments of a fetch or a converter, one string a place; those left out at the end are "". */
export type Arguments = readonly string[];

/**
 * What an argument must be. One that names something else is looked up when the whole file is read; where none is
 * named the section itself is meant, but by `other table` nothing.
 */
export type Parameter = "text" | "number" | ReferenceKind | "other table";

/** What the rest of the file must define. */
export type ReferenceKind = "backend" | "server" | "frontend" | "table" | "userlist";

export type Test = (sample: Sample) => boolean;

/** Finds something in a request. */
export interface Finder {
  /** The one value where only one can stand, as in a header that is set. */
  readonly one: (view: RequestView) => Sample | undefined;
  /** Where there may be several: whether one of them passes. */
  readonly some?: (view: RequestView, test: Test) => boolean;
}

/**
 * One way to find something in a request: one row of its theme's table.
 * @example { name: "path", gives: "text", layer: "request", compile: () => ({ one: ({ head }) => head && pathOf(head) }) }
 */
export interface Fetch {
  readonly name: string;
  readonly gives: SampleKind;
  /** What must be there: a request, a response, or no more than the connection. */
  readonly layer: "request" | "response" | "connection";
  /** Of a request: still known when its response is there, and in its log line. */
  readonly lasts?: true;
  /** It looks into bytes: `mode tcp` has it, too, and it may have to wait for more of them. */
  readonly ofBytes?: true;
  /** As an ACL keyword: what a pattern means, as the usual match reads it; undefined where it cannot be read. */
  readonly pattern?: (text: string) => string | undefined;
  readonly parameters?: readonly Parameter[];
  /** How many of the parameters may not be left out. */
  readonly required?: number;
  /** As an ACL keyword: `NAME_beg` and so on are the fetch with this match. */
  readonly suffixes?: readonly string[];
  /** An argument that cannot be meant. */
  refuses?(args: Arguments): string | undefined;
  /** Made once for each place where it stands. */
  compile(args: Arguments, scope: Scope): Finder;
}

/** Makes another sample of one; undefined: none is left. */
export type Conversion = (sample: Sample, view: RequestView) => Sample | undefined;

/**
 * What may follow a fetch behind a comma: one row of its theme's table.
 * @example { name: "length", takes: "text", gives: "number", compile: () => (text) => (text as string).length }
 */
export interface Converter {
  readonly name: string;
  /** `any` takes a sample as it is. */
  readonly takes: SampleKind | "any";
  readonly gives: SampleKind | "same";
  readonly parameters?: readonly Parameter[];
  readonly required?: number;
  /** An argument that cannot be meant. */
  refuses?(args: Arguments, scope: Scope): string | undefined;
  /** The original does it, and we do not with these arguments: why not. */
  lacks?(args: Arguments): string | undefined;
  compile(args: Arguments, scope: Scope): Conversion;
}
