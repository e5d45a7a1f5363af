import { type Afterwards, afterwards, simulate } from "../../sim/simulate.ts";
import type { ProofFault } from "./fault.ts";
import type { Pair } from "./proof.ts";
import { type Means, settleMs, worldOf } from "./world.ts";

const seed = 1;

/** What becomes of an address after a fault, and once the fault is over. */
export interface Outcome {
  readonly during: Afterwards;
  readonly over: Afterwards;
}

/** Plays a fault that strikes `lateMs` after all has settled, and ends when all has settled again; without an end, until then. */
export function play(
  nodes: Pair,
  vip: string,
  { strikes, ends }: Pick<ProofFault, "strikes" | "ends">,
  lateMs: number,
  means: Means,
): Outcome {
  const settledMs = settleMs(nodes, means);
  const faultMs = settledMs + lateMs;
  const overMs = faultMs + settledMs;
  const schedule = [
    ...strikes.map((fault) => ({ atMs: faultMs, fault })),
    ...ends.map((fault) => ({ atMs: overMs, fault })),
  ];
  const untilMs = ends.length === 0 ? overMs : overMs + settledMs;
  const { holds } = simulate(worldOf(nodes, means), schedule, { seed, untilMs });
  const until = holds
    .filter(({ fromMs }) => fromMs < overMs)
    .map((hold) => ({ ...hold, toMs: Math.min(hold.toMs, overMs) }));
  return {
    during: afterwards({ holds: until, endMs: overMs }, vip, faultMs),
    over: afterwards({ holds, endMs: untilMs }, vip, overMs),
  };
}

/** Who owns it while all is well. */
export function ownersInCalm(nodes: Pair, vip: string): readonly string[] {
  return play(nodes, vip, { strikes: [], ends: [] }, 0, "timers").during.owners;
}
