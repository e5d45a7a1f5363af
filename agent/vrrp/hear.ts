import { examine } from "./accept.ts";
import { backupHears } from "./backup.ts";
import { masterHears } from "./master.ts";
import type { Step, VrrpPacket, VrrpSettings, VrrpState } from "./state.ts";
import { step } from "./step.ts";
import { tell } from "./tell.ts";

/** A packet of protocol 112 arrives: it counts for a backup or a master, or is dropped with its reason. */
export function hear(before: VrrpState, packet: VrrpPacket, settings: VrrpSettings, nowMs: number): Step {
  const { role } = before;
  if (role.kind !== "backup" && role.kind !== "master") return step(before);
  const examined = examine(packet, settings, before.primaryAddress);
  if (!examined.ok) {
    const { reason, detail } = examined;
    const dropped = { ...before.dropped, [reason]: (before.dropped[reason] ?? 0) + 1 };
    return tell({ ...before, dropped }, reason, detail, settings, nowMs);
  }
  const { advert, trouble } = examined;
  const { priority, advertMs } = advert;
  const rival = { priority, advertMs, address: packet.source, disagrees: trouble !== undefined };
  const { state, actions } = disagree(before, trouble, settings, nowMs);
  const next =
    role.kind === "backup"
      ? backupHears(state, role, rival, settings, nowMs)
      : masterHears(state, role, rival, settings, nowMs);
  return step(next.state, [...actions, ...next.actions]);
}

function disagree(
  state: VrrpState,
  trouble: string | undefined,
  settings: VrrpSettings,
  nowMs: number,
): Step {
  if (trouble === undefined) return step(state);
  const counted = { ...state, disagreements: state.disagreements + 1 };
  return tell(counted, "other-addresses", trouble, settings, nowMs);
}
