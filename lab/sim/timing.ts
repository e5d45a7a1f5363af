/** Least and most milliseconds; the seed chooses evenly in between. */
export type Range = readonly [leastMs: number, mostMs: number];

/** What the protocol leaves to network, kernel and machine. */
export interface Timing {
  /** From one interface to another. */
  readonly deliveryMs: Range;
  /** A process runs so much later than its timer, a packet or a change of its interface asks it to. */
  readonly wakeMs: Range;
  /** From power, or the start of a process, until its daemon takes part. */
  readonly bootMs: Range;
  /** From the death of a daemon until its guardian has taken its addresses away. */
  readonly guardianMs: Range;
  /** How long a `vrrp_script` runs. */
  readonly scriptMs: Range;
  /** Shares of the packets, 0 to 1. */
  readonly loss: number;
  readonly duplicates: number;
  /** So many take `reorderMs` longer, and others overtake them. */
  readonly reordered: number;
  readonly reorderMs: Range;
}

/** Nothing is lost and nothing takes any time: what remains is the protocol's own. */
export const ideal: Timing = {
  deliveryMs: [0, 0],
  wakeMs: [0, 0],
  bootMs: [0, 0],
  guardianMs: [0, 0],
  scriptMs: [0, 0],
  loss: 0,
  duplicates: 0,
  reordered: 0,
  reorderMs: [0, 0],
};

/** A lab on one machine that is not overloaded. */
export const lanTiming: Timing = {
  ...ideal,
  deliveryMs: [0.02, 0.2],
  wakeMs: [0.05, 1],
  bootMs: [150, 250],
  guardianMs: [4, 12],
  scriptMs: [3, 8],
};

export function within([leastMs, mostMs]: Range, random: () => number): number {
  return leastMs === mostMs ? leastMs : leastMs + random() * (mostMs - leastMs);
}
