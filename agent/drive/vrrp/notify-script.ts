import type { NotifyKind, NotifyScript, NotifyScripts } from "../../config/keepalived/notify-config.ts";
import type { NotifiedState } from "../../vrrp/state.ts";
import { launch } from "./launch.ts";
import type { VrrpLog } from "./log.ts";
import type { Account } from "./script-user.ts";

/** Whose state changed. */
export interface Notified {
  readonly type: "INSTANCE" | "GROUP";
  readonly name: string;
  readonly scripts: NotifyScripts;
}

export interface NotifyOptions {
  /** Whom a line runs as; undefined, and logged: it is not to run. */
  readonly accountOf: (script: NotifyScript) => Account | undefined;
  readonly log: VrrpLog;
}

const kindOf: Readonly<Record<NotifiedState, Exclude<NotifyKind, "any">>> = {
  MASTER: "master",
  BACKUP: "backup",
  FAULT: "fault",
  STOP: "stop",
  DELETED: "deleted",
  MASTER_RX_LOWER_PRI: "lower",
};

/**
 * Runs the scripts for a new state without waiting for them: `notify_master` and its kin with the words of the file,
 * `notify` with four more: `INSTANCE NAME STATE PRIORITY`, where the state may be said in another word (`spoken`).
 * Resolves when they have ended.
 */
export async function notify(
  { type, name, scripts }: Notified,
  state: NotifiedState,
  priority: number,
  options: NotifyOptions,
  spoken: string = state,
): Promise<void> {
  const own = scripts[kindOf[state]];
  const any = state === "MASTER_RX_LOWER_PRI" ? undefined : scripts.any;
  const words = [type, name, spoken, String(priority)];
  await Promise.all([
    own === undefined ? undefined : run(own, [], options),
    any === undefined ? undefined : run(any, words, options),
  ]);
}

function run(
  script: NotifyScript,
  words: readonly string[],
  { accountOf, log }: NotifyOptions,
): Promise<void> {
  const argv = [...script.argv, ...words];
  const account = accountOf(script);
  if (account === undefined) return Promise.resolve();
  const { promise, resolve } = Promise.withResolvers<void>();
  launch(argv, account, (end) => {
    if (end.kind === "error") log.warning(`Notify script ${argv[0]} failed: ${end.reason}`);
    resolve();
  });
  return promise;
}
