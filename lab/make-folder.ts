import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Makes a folder, and what is missing above it. Node's own recursive `mkdir` never ends where the kernel says of a new
 * name that it does not exist, as below /proc.
 * @throws Error with the code of the system
 */
export async function makeFolder(path: string): Promise<void> {
  if (await isMade(path)) return;
  await makeFolder(dirname(path));
  if (!(await isMade(path)))
    throw Object.assign(new Error(`${path}: no folder can be made here`), { code: "ENOENT" });
}

/** False where what is above it is missing. */
async function isMade(path: string): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
    if (code === "EEXIST") return true;
    if (code === "ENOENT" && dirname(path) !== path) return false;
    throw cause;
  }
}
