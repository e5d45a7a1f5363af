import { randomUUID } from "node:crypto";
import { closeSync, constants, fchmodSync, openSync, renameSync, rmSync, writeSync } from "node:fs";

/**
 * Writes a file whole or not at all, readable by root alone: whoever reads it meanwhile finds the old or the new one.
 * In a folder like /tmp anybody can lay out links; the new file is made under a name that nobody can know, never
 * through a link, and takes the place of whatever stands there. Throws the file system's error.
 */
export function writeDump(file: string, text: string): void {
  const fresh = `${file}.${randomUUID()}`;
  const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants;
  const descriptor = openSync(fresh, O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY, 0o600);
  try {
    fchmodSync(descriptor, 0o600);
    writeSync(descriptor, text);
    renameSync(fresh, file);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
}
