import { readFileSync } from "node:fs";
import type { GlobalDefs } from "../config/keepalived/config.ts";

/** Whom a script runs as. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** keepalived.conf(5): the account that runs scripts when the file names none. */
const defaultUser = "keepalived_script";

/** The account of a user of this machine (passwd(5)), or undefined. */
export function findAccount(user: string): Account | undefined {
  for (const line of readFileSync("/etc/passwd", "utf8").split("\n")) {
    const [name, , uid, gid] = line.split(":");
    if (name === user && uid !== undefined && gid !== undefined)
      return { uid: Number(uid), gid: Number(gid) };
  }
  return undefined;
}

/**
 * Whom a script runs as: its own `user`, else `script_user`, else keepalived_script, else root unless
 * `enable_script_security` forbids it. Undefined: nobody, the script cannot run.
 */
export function scriptAccount(user: string | undefined, global: GlobalDefs): Account | undefined {
  const named = user ?? global.scriptUser;
  if (named !== undefined) return findAccount(named);
  return findAccount(defaultUser) ?? (global.scriptSecurity ? undefined : findAccount("root"));
}
