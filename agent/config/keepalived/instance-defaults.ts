/** What `global_defs` says for all instances that do not say it themselves. */
export interface InstanceDefaults {
  /** `vrrp_version`. */
  version: 2 | 3;
  /** `vrrp_strict`. */
  strict: boolean;
}

export function instanceDefaults(): InstanceDefaults {
  return { version: 2, strict: false };
}
