import { constants } from "node:fs";
import { access, lstat, rm, rmdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ProcessIdentity } from "./identity.ts";

/** What `<folder>/<id>/state` tells: who made a lab, and which process ends it. */
export interface LabState {
  readonly harness: ProcessIdentity;
  readonly root: ProcessIdentity;
}

/** Folders that may hold the labs of this user, the preferred one first. */
export function stateFolders(): readonly string[] {
  const user = process.env.XDG_RUNTIME_DIR;
  const folders = [
    "/run/bascule",
    user === undefined ? [] : join(user, "bascule"),
    join(tmpdir(), `bascule-${process.getuid?.() ?? 0}`),
  ];
  return folders.flat();
}

/** The first folder in which this user may make one. */
export async function writableStateFolder(): Promise<string | undefined> {
  for (const folder of stateFolders())
    if ((await isWritable(dirname(folder))) && (await isOurs(folder)) !== false) return folder;
  return undefined;
}

/**
 * Whether a folder for labs is this user's own; undefined when there is none. In the folder for temporary files
 * anybody may have put one, with state files that name other people's processes.
 */
export async function isOurs(folder: string): Promise<boolean | undefined> {
  const found = await lstat(folder).catch(() => undefined);
  if (found === undefined) return undefined;
  return found.isDirectory() && found.uid === process.geteuid?.() && (found.mode & 0o022) === 0;
}

/** Undefined when the text is not a state file (or one of which only a part was written). */
export function parseState(text: string): LabState | undefined {
  const entries = text.split("\n").map((line) => line.split(" "));
  const [harness, root] = ["harness", "root"].map((name) =>
    identityOf(entries.find(([key]) => key === name)),
  );
  return harness === undefined || root === undefined ? undefined : { harness, root };
}

/** Removes a lab's state folder. Its mounts are gone with the lab's namespace: a file and two folders are left. */
export async function removeStateFolder(folder: string): Promise<void> {
  await rm(join(folder, "state"), { force: true });
  for (const each of [join(folder, "root"), folder, dirname(folder)]) await rmdir(each).catch(() => {}); // gone, or in use by others
}

function identityOf(entry: readonly string[] | undefined): ProcessIdentity | undefined {
  const [pid, startTicks] = [Number(entry?.[1]), Number(entry?.[2])];
  return pid > 1 && startTicks > 0 ? { pid, startTicks } : undefined;
}

async function isWritable(folder: string): Promise<boolean> {
  return access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
}
