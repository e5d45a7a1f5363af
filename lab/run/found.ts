import type { EventOf } from "../history/event.ts";

/** A lab that had stood before, and what its user has made of it. */
export interface Found {
  /** Nodes that are switched off: they are judged so, and stay so. */
  readonly off: ReadonlySet<string>;
  readonly daemons: readonly EventOf<"daemon">[];
}
