import { mkdir, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { bind, type MountEntry } from "./fstab.ts";

/** Below these the node shows this machine's folders: what is mounted there must cover something that exists. */
const shared = /^\/(usr|bin|sbin|lib\w*)\//;

/** Makes an empty folder or file below `root` to mount `source` on. */
export async function mountPoint(root: string, target: string, source = target): Promise<MountEntry> {
  const at = join(root, target);
  const isFolder = (await stat(source)).isDirectory();
  if (shared.test(resolve(target))) return bind(source, target);
  await mkdir(isFolder ? at : dirname(at), { recursive: true });
  if (!isFolder && !(await exists(at))) await writeFile(at, "");
  return bind(source, target);
}

export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
