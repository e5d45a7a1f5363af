import type { Capture } from "../rule/capture.ts";
import type { Accounts } from "./accounts.ts";
import type { Criterion } from "./criterion.ts";
import type { PatternRegistry } from "./pattern-registry.ts";

/** What a name stands for: it holds when one of its lines does. Lines may still be added behind a rule that uses it. */
export interface Acl {
  readonly name: string;
  readonly criteria: Criterion[];
}

/** When something is looked at: a request's head is gone when its response is there. */
export type Phase = "connection" | "request" | "response" | "log";

/** Where a condition stands: the names that it may use, and what it may read. */
export interface Scope {
  /** The section's name: where a fetch names no backend, its own is meant. */
  readonly proxy: string;
  readonly phase: Phase;
  /** `file 'haproxy.cfg' line 12`. */
  readonly place: string;
  readonly acls: ReadonlyMap<string, Acl>;
  /** What the frontend keeps for its log line; `capture … len` adds a place. */
  readonly captures: { readonly request: Capture[]; readonly response: Capture[] };
  /** Lists of patterns and maps (`-f`, `map(…)`), shared by all sections. */
  readonly patterns: PatternRegistry;
  /** The users of every `userlist`; undefined: there are none. */
  readonly accounts?: Accounts;
  /** The content of a file that the line names; undefined when it cannot be read. */
  readonly readFile: (path: string) => string | undefined;
}

/** A request has no response yet; of a response, and in the log, the request is no longer there. */
export function isMissing(
  { layer, lasts }: { readonly layer: "request" | "response" | "connection"; readonly lasts: boolean },
  phase: Phase,
): boolean {
  if (layer === "connection") return false;
  // What lasts is there from its own phase on.
  if (lasts) return phase === "connection" || (phase === "request" && layer === "response");
  return layer !== phase;
}
