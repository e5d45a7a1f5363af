import { chmod, cp, mkdir, readdir, rm, rmdir, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import type { MountPlan, NodePlan } from "../runtime.ts";
import { isOwnerAlive, ownerText } from "./owner.ts";

/** Where a node's own commands are seen inside it. */
export const commandTarget = "/opt/bascule/command";

/** The folders of labs, which containers see parts of: `<parent>/ID-OWNER`. */
function parentFolder(): string {
  const user = process.getuid?.() ?? 0;
  const run = user === 0 ? "/run" : (process.env.XDG_RUNTIME_DIR ?? tmpdir());
  return join(run, "bascule-docker");
}

export interface LabFolder extends AsyncDisposable {
  readonly path: string;
}

/** Makes the folder for what the containers of a lab are given; nobody else may look into it. */
export async function openLabFolder(labId: string): Promise<LabFolder> {
  const path = join(parentFolder(), `${labId}-${await ownerText()}`);
  await mkdir(path, { recursive: true, mode: 0o700 });
  return { path, [Symbol.asyncDispose]: () => remove(path) };
}

export async function removeLabFolder(labId: string): Promise<void> {
  for (const name of await labFolders())
    if (name.startsWith(`${labId}-`)) await remove(join(parentFolder(), name));
}

/** The last lab takes the parent along. */
async function remove(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
  await rmdir(parentFolder()).catch(() => {}); // another lab is in it, or it has just gone
}

/** The ids of labs whose owners are dead and whose folders are still there. */
export async function abandonedFolders(): Promise<readonly string[]> {
  const names = await labFolders();
  const alive = await Promise.all(names.map((name) => isOwnerAlive(name.slice(name.indexOf("-") + 1))));
  return names.filter((_, index) => !alive[index]).map((name) => name.slice(0, name.indexOf("-")));
}

async function labFolders(): Promise<readonly string[]> {
  return readdir(parentFolder()).catch(() => []);
}

/** A folder with a node's commands. TypeScript gets a line that starts it; other programs are linked to. */
export async function makeCommands(folder: string, { name, commands }: NodePlan): Promise<string> {
  const path = join(folder, name, "command");
  await mkdir(path, { recursive: true });
  for (const [command, file] of Object.entries(commands)) {
    if (!/\.[jt]s$/.test(file)) await symlink(file, join(path, command));
    else await writeFile(join(path, command), `#!/bin/sh\nexec node ${quoted(file)} "$@"\n`, { mode: 0o755 });
  }
  return path;
}

/** What lies over programs of the image, so that whoever names them by path finds the node's command. */
export async function makeByPath(folder: string, node: NodePlan): Promise<readonly MountPlan[]> {
  const made = (node.byPath ?? []).map(async (target) => {
    const source = join(folder, node.name, "by-path", basename(target));
    await mkdir(dirname(source), { recursive: true });
    await writeFile(source, `#!/bin/sh\nexec ${commandTarget}/${basename(target)} "$@"\n`, { mode: 0o755 });
    return { source, target, readOnly: true };
  });
  return Promise.all(made);
}

/**
 * Read-only mounts are copied: root owns the copy, as keepalived demands of its scripts, and nobody else may write
 * there. The others are the machine's own files.
 */
export async function copyMounts(folder: string, { name, mounts }: NodePlan): Promise<readonly MountPlan[]> {
  const copied = mounts.map(async (mount, index) => {
    if (!mount.readOnly) return mount;
    const source = join(folder, name, `mount-${index}`, basename(mount.target));
    await cp(mount.source, source, { recursive: true, dereference: true });
    await closeToOthers(source);
    return { ...mount, source };
  });
  return Promise.all(copied);
}

/** chmod -R go-w */
async function closeToOthers(path: string): Promise<void> {
  const found = await stat(path);
  await chmod(path, found.mode & 0o7755);
  const names = found.isDirectory() ? await readdir(path) : [];
  await Promise.all(names.map((name) => closeToOthers(join(path, name))));
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
