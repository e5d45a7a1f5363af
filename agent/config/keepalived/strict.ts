import type { InstanceDraft } from "./instance-draft.ts";
import type { Report } from "./report.ts";

/** What `vrrp_strict` does not allow is put right in the draft, as the original does, and reported. */
export function enforceStrict(draft: InstanceDraft, report: Report): void {
  if ((draft.initialState === "MASTER") !== (draft.priority === 255)) reportState(draft, report);
  if (draft.preemptDelay !== undefined && draft.preemptDelay.seconds > 0)
    reportDelay(draft.preemptDelay, report);
  delete draft.preemptDelay;
}

function reportState({ name }: InstanceDraft, report: Report): void {
  report.mistake(name, "ERR_CONFIG_VALUE", {
    fr: `vrrp_strict : "state MASTER" et "priority 255" vont ensemble, l'un sans l'autre ne vaut rien. L'instance ${name.text} n'en a qu'un.`,
    en: `vrrp_strict: "state MASTER" and "priority 255" go together, one without the other does not count. The instance ${name.text} has only one.`,
  });
}

function reportDelay({ at }: NonNullable<InstanceDraft["preemptDelay"]>, report: Report): void {
  report.mistake(at, "ERR_CONFIG_VALUE", {
    fr: "vrrp_strict ne permet pas preempt_delay : keepalived l'efface.",
    en: "vrrp_strict does not allow preempt_delay: keepalived clears it.",
  });
}
