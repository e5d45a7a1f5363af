import type { Criterion } from "./criterion.ts";

/** What a name stands for: it holds when one of its lines does. Lines may still be added behind a rule that uses it. */
export interface Acl {
  readonly name: string;
  readonly criteria: Criterion[];
}

/** Where a condition stands: the names that it may use, and what it may read. */
export interface Scope {
  /** The section's name: where a fetch names no backend, its own is meant. */
  readonly proxy: string;
  readonly acls: ReadonlyMap<string, Acl>;
  /** The content of a file of patterns (`-f`); undefined when it cannot be read. */
  readonly readFile: (path: string) => string | undefined;
}
