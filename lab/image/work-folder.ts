import { mkdir, readdir, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import { isOwnerAlive, ownerText } from "../runtime/docker/owner.ts";

/** Persistent, not in memory: a base has some hundred megabytes. */
const parent = "/var/tmp";
const prefix = "bascule-image-";
/** The unpacked base and the packages that it is made of. */
const neededBytes = 700e6;

export interface WorkFolder extends AsyncDisposable {
  readonly path: string;
}

/**
 * A folder that carries its owner's name; what a killed owner leaves, `sweepWorkFolders` removes.
 * @throws Error when it has no room for a base: apt waits for ever on a full disk
 */
export async function openWorkFolder(): Promise<WorkFolder> {
  const { bavail, bsize } = await statfs(parent);
  const megabytes = (bytes: number) => `${Math.floor(bytes / 1e6)} MB`;
  if (bavail * bsize < neededBytes)
    throw new Error(
      `No space left on device: ${megabytes(bavail * bsize)} free in ${parent}, ${megabytes(neededBytes)} needed`,
    );
  const path = join(parent, `${prefix}${await ownerText()}`);
  await mkdir(path, { mode: 0o755, recursive: true });
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** Removes the folders of dead owners and returns their paths. */
export async function sweepWorkFolders(): Promise<readonly string[]> {
  const names = (await readdir(parent).catch(() => [])).filter((name) => name.startsWith(prefix));
  const removed = names.map(async (name) => {
    if (await isOwnerAlive(name.slice(prefix.length))) return [];
    await rm(join(parent, name), { recursive: true, force: true });
    return [join(parent, name)];
  });
  return (await Promise.all(removed)).flat();
}
