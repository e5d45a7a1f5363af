import type { Family } from "../../base/family.ts";
import type { ConductDraft } from "./conduct.ts";
import type { GarpDraft } from "./garp.ts";
import type { WatchDraft } from "./watch.ts";

/** What `global_defs` says for all instances that do not say it themselves. */
export interface InstanceDefaults {
  /** `vrrp_version`. */
  version: 2 | 3;
  /** `vmac_prefix`. */
  virtualMacPrefix?: string;
  /** `vrrp_strict`. */
  strict: boolean;
  /** `vrrp_notify_priority_changes`. */
  notifyPriorityChanges?: boolean;
  /** `vrrp_garp_…`. */
  readonly garp: GarpDraft;
  /** `vrrp_mcast_group4`, `vrrp_mcast_group6`. */
  readonly groups: Partial<Record<Family, string>>;
  /** `vrrp_check_unicast_src`. */
  checkUnicastSource?: true;
  /** `vrrp_down_timer_adverts` and its kin. */
  readonly conduct: ConductDraft;
  /** `watch`, `watch_port`. */
  readonly watch: WatchDraft;
}

export function instanceDefaults(): InstanceDefaults {
  return { version: 2, strict: false, garp: {}, groups: {}, conduct: {}, watch: {} };
}
