import { backupWaitsUntil, becomeBackup } from "./backup.ts";
import { resign } from "./master.ts";
import type { Step, VrrpSettings, VrrpState } from "./state.ts";
import { log, step } from "./step.ts";

/** Somebody who maintains this node asks it to stay a backup, whoever else is there: a master resigns in order. */
export function standBy(before: VrrpState, settings: VrrpSettings, nowMs: number): Step {
  if (before.standby) return step(before);
  const state = { ...before, standby: true } as const;
  const told = log(settings, "Standing by until told to be active");
  if (state.role.kind !== "master") return asleep(step(state, [told]));
  const resigned = resign(state, settings);
  const next = becomeBackup(state, settings, nowMs);
  return asleep(step(next.state, [...resigned, told, ...next.actions]));
}

/** Takes part again: as one that has just begun to listen. */
export function becomeActive(before: VrrpState, settings: VrrpSettings, nowMs: number): Step {
  if (!before.standby) return step(before);
  const { standby: _, ...state } = before;
  const { role } = state;
  const told = [log(settings, "Active again")];
  if (role.kind !== "backup") return step(state, told);
  const fresh = { ...role, sinceMs: nowMs, waitFor: "master-down" } as const;
  return step({ ...state, role: backupWaitsUntil(fresh, state.priority, settings) }, told);
}

/** Whatever an event led to: who stands by becomes no master, and waits for nothing. */
export function heldBack(before: VrrpState, next: Step, settings: VrrpSettings, nowMs: number): Step {
  if (!next.state.standby) return next;
  if (next.state.role.kind !== "master" || before.role.kind === "master") return asleep(next);
  const { role } = before;
  if (role.kind === "backup") return asleep(step({ ...next.state, role }));
  return asleep(becomeBackup(next.state, settings, nowMs));
}

function asleep({ state, actions }: Step): Step {
  if (state.role.kind !== "backup") return step(state, actions);
  const { ready: _, ...role } = state.role;
  return step({ ...state, role: { ...role, wakeAtMs: Number.POSITIVE_INFINITY } }, actions);
}
