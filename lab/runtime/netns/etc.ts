import { cp, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { LabPlan, NodePlan } from "../runtime.ts";
import type { MountEntry } from "./fstab.ts";
import { exists, mountPoint } from "./mount-point.ts";

const copied = [
  "bash.bashrc",
  "host.conf",
  "iproute2",
  "ld.so.cache",
  "ld.so.conf",
  "ld.so.conf.d",
  "localtime",
  "login.defs",
  "nsswitch.conf",
  "profile",
  "protocols",
  "services",
];

/** A node's /etc: what programs need of this machine's, and the node's own names. */
export async function makeEtc(root: string, { name }: NodePlan, plan: LabPlan): Promise<MountEntry[]> {
  const etc = join(root, "etc");
  const copies = copied.map(async (file) => {
    if (await exists(join("/etc", file)))
      await cp(join("/etc", file), join(etc, file), { recursive: true, dereference: true });
  });
  const texts = { hosts: hostsText(plan), hostname: `${name}\n`, "resolv.conf": "", ...(await withUsers()) };
  const files = Object.entries(texts).map(([file, content]) => writeFile(join(etc, file), content));
  await Promise.all([...copies, ...files, symlink("/proc/self/mounts", join(etc, "mtab"))]);
  return (await exists("/etc/alternatives")) ? [await mountPoint(root, "/etc/alternatives")] : [];
}

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
