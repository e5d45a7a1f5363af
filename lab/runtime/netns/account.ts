import { readFile } from "node:fs/promises";
import type { LabUsers } from "./lab-user.ts";

/**
 * Accounts that the daemons' configurations name, for machines where the packages did not make them. There is no
 * keepalived_script: no package makes it, and with it keepalived 2.2.7 runs no script that has no path.
 */
const users = [{ name: "haproxy", id: 901, home: "/var/lib/haproxy" }] as const;

interface AccountFiles {
  readonly passwd: string;
  readonly group: string;
}

/**
 * This machine's accounts and those of the daemons: the contents of `passwd` and `group`. Where the lab has one user
 * only, every name stands for it: a daemon's change of user then succeeds and changes nothing.
 */
export async function accountFiles(labUsers: LabUsers): Promise<AccountFiles> {
  const [passwd, group] = await Promise.all([
    readFile("/etc/passwd", "utf8"),
    readFile("/etc/group", "utf8"),
  ]);
  const accounts = users.map(({ name, id, home }) => `${name}:x:${id}:${id}::${home}:/usr/sbin/nologin`);
  const groups = users.map(({ name, id }) => `${name}:x:${id}:`);
  const files = { passwd: completed(passwd, accounts), group: completed(group, groups) };
  return labUsers === "one" ? { passwd: allRoot(files.passwd), group: allRoot(files.group) } : files;
}

/** Lines for names that the text does not have yet. */
function completed(text: string, lines: readonly string[]): string {
  const known = new Set(text.split("\n").map((line) => line.split(":")[0]));
  const added = lines.filter((line) => !known.has(line.split(":")[0]));
  return `${[text.trimEnd(), ...added].join("\n")}\n`;
}

/** passwd(5): name, password, uid, gid, …; group(5): name, password, gid, members. */
export function allRoot(text: string): string {
  return text.replace(/^([^:\n]+:[^:\n]*)(:\d+)?:\d+:/gm, (_, name: string, uid?: string) =>
    uid === undefined ? `${name}:0:` : `${name}:0:0:`,
  );
}
