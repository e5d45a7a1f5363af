import { readFileSync, rmSync, writeFileSync } from "node:fs";

/** Whether the process named in a pid file lives and is a keepalived: a file left by a killed one does not count. */
export function isRunning(file: string): boolean {
  try {
    const id = Number.parseInt(readFileSync(file, "utf8"), 10);
    return id > 0 && id !== process.pid && readFileSync(`/proc/${id}/comm`, "utf8").trim() === "keepalived";
  } catch {
    // No such file, or no such process.
    return false;
  }
}

/** Writes our process id to each file; disposing removes them. Throws the file system's error. */
export function writePidFiles(files: readonly string[]): Disposable {
  const resources = new DisposableStack();
  try {
    for (const file of new Set(files)) {
      writeFileSync(file, `${process.pid}\n`);
      resources.defer(() => rmSync(file, { force: true }));
    }
    return resources;
  } catch (error) {
    resources.dispose();
    throw error;
  }
}
