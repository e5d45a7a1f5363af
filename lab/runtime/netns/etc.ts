import { cp, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { LabPlan, NodePlan } from "../runtime.ts";
import { accountFiles } from "./account.ts";
import type { MountEntry } from "./fstab.ts";
import type { LabUsers } from "./lab-user.ts";
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
export async function makeEtc(
  root: string,
  { name }: NodePlan,
  plan: LabPlan,
  users: LabUsers,
): Promise<MountEntry[]> {
  const etc = join(root, "etc");
  const copies = copied.map(async (file) => {
    if (await exists(join("/etc", file)))
      await cp(join("/etc", file), join(etc, file), { recursive: true, dereference: true });
  });
  const texts = {
    hosts: hostsText(plan),
    hostname: `${name}\n`,
    "resolv.conf": "",
    ...(await accountFiles(users)),
  };
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
