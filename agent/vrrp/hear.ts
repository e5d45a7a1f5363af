import { type DropReason, examine } from "./accept.ts";
import { backupHears } from "./backup.ts";
import { masterHears } from "./master.ts";
import type { Step, VrrpAction, VrrpPacket, VrrpSettings, VrrpState } from "./state.ts";
import { log, step } from "./step.ts";

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

/** Each kind of trouble is logged at most twice an interval: the adverts of one neighbour are, a storm is not. */
function tell(
  state: VrrpState,
  kind: DropReason | "other-addresses",
  detail: string,
  settings: VrrpSettings,
  nowMs: number,
): Step {
  const toldAtMs = state.toldAtMs[kind] ?? Number.NEGATIVE_INFINITY;
  if (detail === "" || nowMs - toldAtMs < settings.advertMs / 2) return step(state);
  const line: VrrpAction = log(settings, detail, "warning");
  return step({ ...state, toldAtMs: { ...state.toldAtMs, [kind]: nowMs } }, [line]);
}
