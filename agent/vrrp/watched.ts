import { backupWaitsUntil } from "./backup.ts";
import { becomeFault, leaveFault } from "./fault.ts";
import { obstacle } from "./obstacle.ts";
import type { Step, VrrpEvent, VrrpSettings, VrrpState } from "./state.ts";
import { log, step } from "./step.ts";
import { effectivePriority, type Verdicts } from "./track.ts";

/** Of something that this instance does not watch nothing follows. */
export function judge(
  before: VrrpState,
  key: string,
  verdict: "up" | "down",
  settings: VrrpSettings,
  nowMs: number,
): Step {
  if (!(key in before.verdicts)) return step(before);
  const verdicts = { ...before.verdicts, [key]: verdict };
  return weigh({ ...before, verdicts }, settings, nowMs);
}

export function readValue(
  before: VrrpState,
  name: string,
  value: number,
  settings: VrrpSettings,
  nowMs: number,
): Step {
  if (!settings.trackFiles?.some((tracked) => tracked.name === name)) return step(before);
  return weigh({ ...before, fileValues: { ...before.fileValues, [name]: value } }, settings, nowMs);
}

/** What is watched has changed: the priority follows, and perhaps the state. */
function weigh(before: VrrpState, settings: VrrpSettings, nowMs: number): Step {
  const priority = effectivePriority(settings, before.verdicts, before.fileValues);
  const changed = { ...before, priority };
  const state =
    before.role.kind === "backup"
      ? { ...changed, role: backupWaitsUntil(before.role, priority, settings) }
      : changed;
  const told =
    priority === before.priority
      ? []
      : [log(settings, `Changing effective priority from ${before.priority} to ${priority}`, "info")];
  const next = reconsider(state, settings, nowMs);
  return step(next.state, [...told, ...next.actions]);
}

export function changeInterface(
  before: VrrpState,
  event: Extract<VrrpEvent, { readonly kind: "interface" }>,
  settings: VrrpSettings,
  nowMs: number,
): Step {
  const state = applyInterface(before, event);
  if (before.role.kind === "init" && obstacle(state, settings) === "unknown") return step(state);
  return reconsider(state, settings, nowMs);
}

/** Goes to FAULT when something stands in the way now, and comes back when nothing does any more. */
export function reconsider(state: VrrpState, settings: VrrpSettings, nowMs: number): Step {
  const waiting = state.role.kind === "init" || state.role.kind === "fault";
  const inTheWay = obstacle(state, settings);
  if (inTheWay === "nothing") return waiting ? leaveFault(state, settings, nowMs) : step(state);
  if (inTheWay === "unknown" || state.role.kind === "fault") return step(state);
  return becomeFault(state, settings);
}

export function applyLinks(state: VrrpState, links: Verdicts, settings: VrrpSettings): VrrpState {
  const verdicts = { ...state.verdicts, ...links };
  return { ...state, verdicts, priority: effectivePriority(settings, verdicts, state.fileValues) };
}

export function applyInterface(
  state: VrrpState,
  { linkUp, primaryAddress }: { readonly linkUp: boolean; readonly primaryAddress?: string },
): VrrpState {
  const { primaryAddress: _, ...rest } = state;
  return { ...rest, linkUp, ...(primaryAddress === undefined ? {} : { primaryAddress }) };
}
