import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { type LabUsers, labRights } from "./lab-user.ts";
import { readMountTable } from "./mount-table.ts";

export type Container = "docker" | "podman" | "other";

/** What decides whether this process may make namespaces. */
export interface Surroundings {
  readonly users: LabUsers;
  /** A lab needs a user namespace of its own here. */
  readonly needsUserNamespace: boolean;
  readonly isRoot: boolean;
  readonly container: Container | undefined;
  /** `6.8.0-45-generic`, as uname(2) gives it. */
  readonly kernelRelease: string;
  readonly hasUserNamespaces: boolean;
  /** By name, as sysctl(8) writes it; only those that this kernel has. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Kernel settings that can forbid user namespaces; two are patches of Debian and Ubuntu. */
export const userNamespaceSettings = {
  maximum: "user.max_user_namespaces",
  debian: "kernel.unprivileged_userns_clone",
  appArmor: "kernel.apparmor_restrict_unprivileged_userns",
} as const;

export async function lookAround(): Promise<Surroundings> {
  const values = await Promise.all(
    Object.values(userNamespaceSettings).map(async (name) => [
      name,
      await read(`/proc/sys/${name.replaceAll(".", "/")}`),
    ]),
  );
  const { users, flags } = await labRights();
  return {
    users,
    needsUserNamespace: flags.length > 0,
    isRoot: process.geteuid?.() === 0,
    container: await containerOf(),
    kernelRelease: await read("/proc/sys/kernel/osrelease"),
    hasUserNamespaces: existsSync("/proc/self/ns/user"),
    settings: Object.fromEntries(values.filter(([, value]) => value !== "")),
  };
}

/** The marks that the engines leave; `container` is what systemd and LXC set. */
async function containerOf(): Promise<Container | undefined> {
  if (await hasOwnNames()) {
    if (existsSync("/run/.containerenv")) return "podman";
    if (existsSync("/.dockerenv")) return "docker";
  }
  const named = process.env.container;
  if (named === undefined || named === "") return undefined;
  return named === "podman" || named === "docker" ? named : "other";
}

/** Engines mount these into each container; a mark alone may have come with an image that became a machine. */
async function hasOwnNames(): Promise<boolean> {
  const mounts = await readMountTable().catch(() => []);
  return mounts.some(({ target }) => target === "/etc/hosts" || target === "/etc/resolv.conf");
}

/** Empty where there is no such file. */
async function read(file: string): Promise<string> {
  return (await readFile(file, "utf8").catch(() => "")).trim();
}
