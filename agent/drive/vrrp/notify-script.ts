import type { NotifyKind, NotifyScript, VrrpInstance } from "../../config/keepalived/config.ts";
import type { NotifiedState } from "../../vrrp/state.ts";
import { launch } from "./launch.ts";
import type { VrrpLog } from "./log.ts";
import type { Account } from "./script-user.ts";

export interface NotifyOptions {
  readonly instance: VrrpInstance;
  /** Whom a line runs as; undefined: this machine has no such user or group. */
  readonly accountOf: (script: NotifyScript) => Account | undefined;
  readonly log: VrrpLog;
}

const kindOf: Readonly<Record<NotifiedState, Exclude<NotifyKind, "any">>> = {
  MASTER: "master",
  BACKUP: "backup",
  FAULT: "fault",
  STOP: "stop",
};

/**
 * Runs the scripts for a new state without waiting for them: `notify_master` and its kin with the words of the file,
 * `notify` with four more: `INSTANCE NAME STATE PRIORITY`. Resolves when they have ended.
 */
export async function notify(state: NotifiedState, priority: number, options: NotifyOptions): Promise<void> {
  const { instance } = options;
  const own = instance.notify[kindOf[state]];
  const any = instance.notify.any;
  const words = ["INSTANCE", instance.name, state, String(priority)];
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
  if (account === undefined) {
    log.warning(`Notify script ${argv[0]} is not run: no user ${script.user}, or no group ${script.group}`);
    return Promise.resolve();
  }
  const { promise, resolve } = Promise.withResolvers<void>();
  launch(argv, account, (end) => {
    if (end.kind === "error") log.warning(`Notify script ${argv[0]} failed: ${end.reason}`);
    resolve();
  });
  return promise;
}
