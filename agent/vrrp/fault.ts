import { families } from "../base/family.ts";
import { becomeBackup } from "./backup.ts";
import { becomeMaster, resign } from "./master.ts";
import type { Step, VrrpSettings, VrrpState } from "./state.ts";
import { log, step } from "./step.ts";

/** Something is in the way (link, address, a script of weight 0): a master resigns in order, nobody is heard. */
export function becomeFault(state: VrrpState, settings: VrrpSettings): Step {
  const resigned = state.role.kind === "master" ? resign(state, settings) : [];
  const role = { kind: "fault", wakeAtMs: Number.POSITIVE_INFINITY } as const;
  const noAddress = state.linkUp && state.primaryAddress === undefined;
  const reason = noAddress
    ? [log(settings, `entering FAULT state (no ${families[settings.family].name} address for interface)`)]
    : [];
  return step({ ...state, role }, [
    ...reason,
    log(settings, "Entering FAULT STATE"),
    ...resigned,
    { kind: "notify", state: "FAULT", priority: state.priority },
  ]);
}

/** Nothing is in the way any more. */
export function leaveFault(state: VrrpState, settings: VrrpSettings, nowMs: number): Step {
  return settings.priority === 255
    ? becomeMaster(state, settings, nowMs)
    : becomeBackup(state, settings, nowMs);
}
