import { readFileSync } from "node:fs";
import type { GlobalDefs } from "../../config/keepalived/config.ts";

/** Whom a script runs as. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** keepalived.conf(5): the account that runs scripts when the file names none. */
const defaultUser = "keepalived_script";

/** Who is named: `user` and, behind it, perhaps `group`. */
interface Named {
  readonly user?: string | undefined;
  readonly group?: string | undefined;
}

/** The account of a user of this machine (passwd(5)), with another group (group(5)) where one is named, or undefined. */
export function findAccount(user: string, group?: string): Account | undefined {
  const [, , uid, gid] = entry("/etc/passwd", user) ?? [];
  const [, , otherGid] = group === undefined ? [] : (entry("/etc/group", group) ?? []);
  if (uid === undefined || gid === undefined) return undefined;
  if (group !== undefined && otherGid === undefined) return undefined;
  return { uid: Number(uid), gid: Number(otherGid ?? gid) };
}

/**
 * Whom a script runs as: its own `user`, else `script_user`, else keepalived_script, else root unless
 * `enable_script_security` forbids it. Undefined: nobody, the script cannot run.
 */
export function scriptAccount({ user, group }: Named, global: GlobalDefs): Account | undefined {
  if (user !== undefined) return findAccount(user, group);
  if (global.scriptUser !== undefined) return findAccount(global.scriptUser, global.scriptGroup);
  return findAccount(defaultUser) ?? (global.scriptSecurity ? undefined : findAccount("root"));
}

function entry(file: string, name: string): readonly string[] | undefined {
  const line = readFileSync(file, "utf8")
    .split("\n")
    .find((one) => one.startsWith(`${name}:`));
  return line?.split(":");
}
