import type { Text } from "../../../agent/base/text.ts";
import type { KeepalivedConfig } from "../../../agent/config/keepalived/config.ts";
import type { ProofFaultKind } from "./fault.ts";

/** A node of a pair as the proof needs it. */
export interface ProofNode {
  readonly name: string;
  readonly config: KeepalivedConfig;
  /** The scripts in the `track_script` of an instance as they are written: those that keepalived ignores too. */
  trackedBy(instance: string): readonly string[];
  /** Programs that answer on the virtual address and have to be watched: `haproxy`. */
  readonly services: readonly string[];
  /** Its own address on an interface; undefined where nothing says it. */
  addressOf(interfaceName: string): string | undefined;
}

export type Pair = readonly [ProofNode, ProofNode];

/** Milliseconds. */
export type Range = readonly [leastMs: number, mostMs: number];

export interface ProofReturn {
  /** "lb1 has power again" */
  readonly text: Text;
  readonly owners: readonly string[];
  /** Until it is where it stays; null: it does not move. */
  readonly movedMs: Range | null;
  readonly outageMs: Range | null;
}

/** What becomes of a virtual address after one fault. Milliseconds, over the moments at which it may strike. */
export interface ProofRow {
  readonly vip: string;
  readonly kind: ProofFaultKind | "none";
  readonly node: string | null;
  readonly detail: string | null;
  readonly text: Text;
  /** The last to take it comes first; two: both have it. */
  readonly ownersAfter: readonly string[];
  /** Until the owner has it who keeps it; null: it does not move. */
  readonly movedMs: Range | null;
  /** How long nobody has it; null: for ever. */
  readonly outageMs: Range | null;
  /** The same between two of our daemons that watch each other (docs/failover.md); null: they do not, or nothing moves. */
  readonly watched: { readonly movedMs: Range; readonly outageMs: Range | null } | null;
  /** What becomes of it once the fault is over; null: it has no end, or nothing was noticed of it. */
  readonly back: ProofReturn | null;
  /** `warn`: it moves, and the old owner keeps it too, which VRRP cannot prevent. */
  readonly verdict: "pass" | "warn" | "fail";
  readonly reason: Text | null;
}

export interface Proof {
  /** Who owns the first address while all is well; null: nobody, or both. */
  readonly owner: string | null;
  readonly rows: readonly ProofRow[];
}
