import type { KeepalivedConfig, VrrpInstance, VrrpScript } from "../../../config/keepalived/config.ts";
import type { NotifyScript } from "../../../config/keepalived/notify-config.ts";
import type { VrrpState } from "../../../vrrp/state.ts";
import type { Account } from "../script-user.ts";
import type { Counts } from "./counters.ts";

/** One instance at this moment. Unix times in milliseconds. */
export interface InstanceView {
  readonly instance: VrrpInstance;
  readonly state: VrrpState;
  readonly counts: Counts;
  /** When it last changed its state. */
  readonly sinceMs: number;
  /** When it wakes by itself; Infinity: never. */
  readonly wakesAtMs: number;
  /** What the master said last; 0: nothing. */
  readonly masterPriority: number;
}

/** All that can be told of a daemon at this moment. */
export interface DaemonView {
  readonly config: KeepalivedConfig;
  readonly instances: readonly InstanceView[];
  /** Whom a script runs as. */
  accountOf(script: VrrpScript | NotifyScript): Account | undefined;
}

/** The original's numbers of the states. */
export const stateNumbers = { init: 0, backup: 1, master: 2, fault: 3, stopped: 98 } as const;

export function stateName({ role }: VrrpState): string {
  return role.kind === "stopped" ? "STOP" : role.kind.toUpperCase();
}

/** The original's word for it: what the file asks for (a member of a sync group: nothing), and once that is reached, what is. */
export function wantedState({
  instance,
  state,
}: Pick<InstanceView, "instance" | "state">): "master" | "backup" {
  const asked = instance.initialState === "MASTER" && instance.syncGroup === undefined;
  return asked || state.role.kind === "master" ? "master" : "backup";
}
