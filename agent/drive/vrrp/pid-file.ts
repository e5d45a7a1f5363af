import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Whether the process named in a pid file lives and is a keepalived: a file left by a killed one does not count. */
export function isRunning(file: string): boolean {
  try {
    const id = Number.parseInt(readFileSync(file, "utf8"), 10);
    if (!(id > 0) || id === process.pid) return false;
    // One that was killed and that nobody has waited for is a zombie: state Z, proc(5).
    const [, name, state] = /^\d+ \((.*)\) (\w)/s.exec(readFileSync(`/proc/${id}/stat`, "utf8")) ?? [];
    return name === "keepalived" && state !== "Z";
  } catch {
    // No such file, or no such process.
    return false;
  }
}

/** Writes our process id to each file, in a folder that is made where there is none; disposing removes the files. Throws the file system's error. */
export function writePidFiles(files: readonly string[]): Disposable {
  const resources = new DisposableStack();
  try {
    for (const file of new Set(files)) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `${process.pid}\n`);
      resources.defer(() => rmSync(file, { force: true }));
    }
    return resources;
  } catch (error) {
    resources.dispose();
    throw error;
  }
}
