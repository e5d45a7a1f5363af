import { chmod, cp, readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { NodePlan } from "../runtime.ts";
import { bind, type MountEntry } from "./fstab.ts";
import { mountPoint } from "./mount-point.ts";

/**
 * Read-only mounts are copied: root owns the copy, as keepalived demands of its scripts, and nobody else may write
 * there. The others are the machine's own files.
 * @param tree the node's root folder inside the lab
 * @param outside the same path as this process reaches it
 */
export function shareMounts(
  { mounts }: NodePlan,
  tree: string,
  outside: (path: string) => string,
): Promise<MountEntry[]> {
  const entries = mounts.map(async ({ source, target, readOnly }, index): Promise<MountEntry> => {
    await mountPoint(outside(tree), target, source);
    if (!readOnly) return bind(source, target, "rbind,X-mount.mkdir");
    const copy = join(dirname(tree), `mount-${index}`, basename(target));
    await cp(source, outside(copy), { recursive: true, dereference: true });
    await closeToOthers(outside(copy));
    return bind(copy, target, "bind,ro,X-mount.mkdir");
  });
  return Promise.all(entries);
}

/** chmod -R go-w */
async function closeToOthers(path: string): Promise<void> {
  const { mode } = await stat(path);
  await chmod(path, mode & 0o7755);
  const names = (mode & 0o170000) === 0o040000 ? await readdir(path) : [];
  await Promise.all(names.map((name) => closeToOthers(join(path, name))));
}
