import type { GlobalDefs } from "../../config/keepalived/config.ts";
import type { NotifyScript } from "../../config/keepalived/notify-config.ts";
import { findCommand, othersMayChange } from "./script-file.ts";
import { type Account, scriptAccount } from "./script-user.ts";

/** Whom a notify script runs as, or why it does not run. */
export type NotifyPermit = { readonly account: Account } | { readonly reason: string };

const root: Account = { uid: 0, gid: 0 };

/**
 * As the original (observed): under `enable_script_security` a line that names nobody needs a user keepalived_script, and
 * what others than root can change does not run as root. Without it, a machine that knows no root runs scripts as root.
 */
export function notifyPermit(script: NotifyScript, global: GlobalDefs): NotifyPermit {
  const [command = ""] = script.argv;
  const named = script.user ?? global.scriptUser;
  const nobody = named === undefined && !global.scriptSecurity ? root : undefined;
  const account = scriptAccount(script, global) ?? nobody;
  if (account === undefined) {
    const who =
      named === undefined ? "no user keepalived_script" : `no user ${named}, or no group ${script.group}`;
    return { reason: `Notify script '${command}': ${who}` };
  }
  const file = findCommand(command, process.env.PATH ?? "");
  const unsafe = global.scriptSecurity && account.uid === 0 && file !== undefined && othersMayChange(file);
  return unsafe ? { reason: `Unsafe permissions found for script '${command}'` } : { account };
}
