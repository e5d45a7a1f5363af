import type { Facts } from "../check/facts.ts";
import type { MeasuredFault } from "../check/trial.ts";

/** The faults that struck the owner of the virtual IP, of all trials, void ones too. */
export function struckOwners({ trials }: Facts): readonly MeasuredFault[] {
  return trials.flatMap(({ faults }) => {
    return faults.filter(({ action, target, oldOwner }) => action === "inject" && target === oldOwner);
  });
}
