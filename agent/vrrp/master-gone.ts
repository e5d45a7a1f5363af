import { becomeMaster } from "./master.ts";
import type { MasterGone, Step, VrrpSettings, VrrpState } from "./state.ts";
import { step } from "./step.ts";

/** What the log says of the master. */
const words = {
  closed: "closed the watch connection and nobody has the addresses: taking over early",
  silent: "is silent on the watch connection and nobody has the addresses: taking over early",
  "handed-over": "hands over: taking over at once",
  outranked: "has a lower priority now: taking over at once",
} as const satisfies Record<MasterGone["how"], string>;

/** A backup whose master is gone has nothing to wait for. Any other router, and any other state, is no matter. */
export function loseMaster(
  state: VrrpState,
  { address, how }: MasterGone,
  settings: VrrpSettings,
  nowMs: number,
): Step {
  const { role } = state;
  if (role.kind !== "backup" || role.masterAddress !== address) return step(state);
  const waits = settings.nopreempt || settings.preemptDelayMs > 0;
  if (how === "outranked" && waits) return step(state);
  return becomeMaster(state, settings, nowMs, `master ${address} ${words[how]}`);
}
