import type { PromisedBalancer } from "./promise.ts";

/**
 * How an owner's end shows on the watch connection (docs/failover.md): its kernel closes the connection of a dead
 * process, or its heartbeats stop.
 */
export type Sign = "closed" | "silent";

/** What two of our daemons promise beside the protocol; its timer decides where they cannot keep it. Milliseconds. */
export interface EarlyTakeover {
  readonly sign: Sign;
  readonly rangeMs: readonly [min: number, max: number];
}

/**
 * After a close the successor asks the segment until nobody has answered for the address for some milliseconds; a
 * guardian needs up to 15 ms to take it away. Silence is believed 300 ms after the last heartbeat, which may have come just
 * before the fault; the kernel's lease may have closed the address a moment earlier or later (320 ms).
 */
const withinMs: Readonly<Record<Sign, readonly [min: number, max: number]>> = {
  closed: [0, 30],
  silent: [0, 345],
};

/** Undefined: one of the two does not watch, so that nothing but the protocol tells of the end. */
export function earlyTakeover(
  owner: PromisedBalancer | undefined,
  successor: PromisedBalancer,
  sign: Sign | undefined,
  allowanceMs: number,
): EarlyTakeover | undefined {
  if (sign === undefined || !owner?.watches || !successor.watches) return undefined;
  const [min, max] = withinMs[sign];
  return { sign, rangeMs: [min, max + allowanceMs] };
}
