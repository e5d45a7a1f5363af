import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { LabPlan, NodePlan } from "../runtime.ts";
import { makeEtc } from "./etc.ts";
import { bind, formatFstab, type MountEntry } from "./fstab.ts";
import type { LabRoot } from "./lab-root.ts";
import { bindOptions, type PresentMount } from "./mount-table.ts";
import { makeCommands } from "./tree-command.ts";
import { shareMounts } from "./tree-mount.ts";
import { makeDevices, shareSystem } from "./tree-system.ts";

const ownFolders = [
  "dev/net",
  "dev/pts",
  "dev/shm",
  "etc",
  "home",
  "mnt",
  "opt/bascule/bin",
  "proc",
  "root",
  "run",
  "srv",
  "sys",
  "tmp",
  "usr",
];
const varFolders = ["cache", "lib/haproxy", "lib/misc", "log", "mail", "spool", "tmp"].map(
  (name) => `var/${name}`,
);
/** What all nodes share. */
interface Machine {
  readonly mounts: readonly PresentMount[];
  /** What makes up a node's /usr. */
  readonly usr: readonly MountEntry[];
}

/** Where a node's own files are, inside the lab. */
export interface NodeTree {
  readonly root: string;
  readonly fstab: string;
}

/**
 * Makes a node's root file system on the lab's tmpfs: its own /etc, /dev, /var, /tmp and copies of what is mounted
 * read-only; and the fstab that completes it with what it shares with this machine. The files outlive the node.
 */
export async function makeTree(
  lab: LabRoot,
  node: NodePlan,
  plan: LabPlan,
  { mounts, usr }: Machine,
): Promise<NodeTree> {
  const tree = { root: join(lab.folder, node.name, "tree"), fstab: join(lab.folder, node.name, "fstab") };
  const outside = (path: string) => join(lab.outside, path.slice(lab.folder.length));
  const root = outside(tree.root);
  await Promise.all(
    [...ownFolders, ...varFolders].map((folder) => mkdir(join(root, folder), { recursive: true })),
  );
  await Promise.all([
    chmod(join(root, "tmp"), 0o1777),
    chmod(join(root, "var/tmp"), 0o1777),
    chmod(join(root, "dev/shm"), 0o1777),
  ]);
  const parts = await Promise.all([
    makeEtc(root, node, plan, lab.users),
    makeDevices(root),
    shareSystem(root, mounts),
    makeCommands(root, node),
    shareMounts(node, tree.root, outside),
  ]);
  const inside = [...usr, ...parts.flat()].map((entry) => {
    const shared = entry.options.includes("bind,ro") && !entry.source.startsWith(lab.folder);
    const options = [entry.options, ...(shared ? bindOptions(mounts, entry.source) : [])].join(",");
    return { ...entry, options, target: join(tree.root, entry.target) };
  });
  await writeFile(outside(tree.fstab), formatFstab([bind(tree.root, tree.root, "bind"), ...inside]));
  return tree;
}
