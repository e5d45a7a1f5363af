import { backupWaitsUntil } from "./backup.ts";
import { masterGoesOn } from "./master.ts";
import type { Step, VrrpSettings, VrrpState } from "./state.ts";
import { step } from "./step.ts";
import { effectivePriority, firstVerdicts, type Verdicts } from "./track.ts";

/** Goes on with other settings: the role stays, and what is known of scripts and links that are still watched. */
export function reconfigure(before: VrrpState, links: Verdicts, settings: VrrpSettings, nowMs: number): Step {
  const unknown = firstVerdicts(settings);
  const known = Object.entries(before.verdicts).filter(([key]) => key in unknown);
  const verdicts = { ...unknown, ...Object.fromEntries(known), ...links };
  const state = { ...before, verdicts, priority: effectivePriority(settings, verdicts, before.fileValues) };
  const { role } = state;
  if (role.kind === "master") return masterGoesOn(state, role, settings, nowMs);
  if (role.kind !== "backup") return step(state);
  const masterAdvertMs = settings.version === 3 ? role.masterAdvertMs : settings.advertMs;
  const waiting = backupWaitsUntil({ ...role, masterAdvertMs }, state.priority, settings);
  return step({ ...state, role: waiting });
}
