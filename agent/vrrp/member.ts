import { becomeBackup } from "./backup.ts";
import { resign } from "./master.ts";
import type { Step, VrrpAction, VrrpSettings, VrrpState } from "./state.ts";
import { log, step } from "./step.ts";
import { masterDownMs } from "./timer.ts";

/**
 * Nobody better is there for this member of a sync group, which waits until the same is true of all the others
 * (`sync-group.ts`); it looks again after each of its intervals, as the original does.
 */
export function standReady(before: VrrpState, settings: VrrpSettings, nowMs: number, why: string): Step {
  const begun = before.role.kind === "backup" ? step(before) : becomeBackup(before, settings, nowMs);
  const { state } = begun;
  if (state.role.kind !== "backup") return begun;
  const { version, downTimerAdverts: downAdverts } = settings;
  const pace = { version, advertMs: state.role.masterAdvertMs, downAdverts };
  const wakeAtMs = nowMs + masterDownMs(state.priority, pace);
  const role = { ...state.role, sinceMs: nowMs, wakeAtMs, waitFor: "master-down", ready: true } as const;
  return step({ ...state, role }, [...begun.actions, log(settings, why)]);
}

/** Another member of the sync group let go: so does this one. */
export function yieldWithGroup(state: VrrpState, settings: VrrpSettings, nowMs: number): Step {
  if (state.role.kind !== "master") return step(state);
  const resigned: readonly VrrpAction[] = resign(state, settings);
  const next = becomeBackup(state, settings, nowMs);
  return step(next.state, [...resigned, ...next.actions]);
}
