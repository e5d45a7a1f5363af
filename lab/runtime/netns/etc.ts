import { readFile } from "node:fs/promises";
import type { LabPlan } from "../runtime.ts";

/** `/etc/hosts` of every node: all nodes of the lab by name. */
export function hostsText({ nodes }: LabPlan): string {
  const names = nodes.flatMap(({ name, links }) =>
    links.map(({ address }) => `${address.split("/")[0]} ${name}\n`),
  );
  return ["127.0.0.1 localhost\n", "::1 localhost ip6-localhost ip6-loopback\n", ...names].join("");
}

/** Accounts that the daemons' configurations name, for machines where the packages did not make them. */
const users = [
  { name: "haproxy", id: 901, home: "/var/lib/haproxy" },
  { name: "keepalived_script", id: 902, home: "/" },
] as const;

/** This machine's accounts and those of the daemons: the contents of `passwd` and `group`. */
export async function withUsers(): Promise<{ readonly passwd: string; readonly group: string }> {
  const [passwd, group] = await Promise.all([
    readFile("/etc/passwd", "utf8"),
    readFile("/etc/group", "utf8"),
  ]);
  const accounts = users.map(({ name, id, home }) => `${name}:x:${id}:${id}::${home}:/usr/sbin/nologin`);
  const groups = users.map(({ name, id }) => `${name}:x:${id}:`);
  return { passwd: completed(passwd, accounts), group: completed(group, groups) };
}

/** Lines for names that the text does not have yet. */
function completed(text: string, lines: readonly string[]): string {
  const known = new Set(text.split("\n").map((line) => line.split(":")[0]));
  const added = lines.filter((line) => !known.has(line.split(":")[0]));
  return `${[text.trimEnd(), ...added].join("\n")}\n`;
}
