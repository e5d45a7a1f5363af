import type { Rival } from "./election.ts";
import type { Master } from "./state.ts";

/**
 * A weaker router that goes on sending although we answer each of its adverts does not listen to us. keepalived does so
 * when the lists of virtual addresses differ: it discards ours. Two owners would stay for good; so, after as many
 * adverts as a silent master is given, we let it be the only one.
 */
const patience = 3;
/** An original puts off its own adverts whenever it discards one of ours: they may come seconds apart. */
const memoryMs = 20_000;

export function heedless(unheeded: number): boolean {
  return unheeded >= patience;
}

/** Adverts of a rival with another list; one after a long silence is the first again. */
export function unheededAdverts(role: Master, rival: Rival, nowMs: number): number {
  if (!rival.disagrees) return 0;
  return nowMs - role.announcedAtMs < memoryMs ? role.unheeded + 1 : 1;
}
