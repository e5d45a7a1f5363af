import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("./watcher.ts", import.meta.url));

/** The process that removes a lab whose harness was killed. */
export interface Watcher {
  /** Everything is removed: it ends. */
  dismiss(): Promise<void>;
  /** It removes what is left, as if the harness had been killed. */
  takeOver(): void;
}

export function startWatcher(labId: string): Watcher {
  const child = spawn(process.execPath, [program, labId], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
    cwd: "/",
  });
  child.stdin.on("error", () => {}); // it was killed: the next start sweeps
  const ended = new Promise<void>((resolve) => {
    child.once("close", () => resolve()).once("error", () => resolve());
  });
  return {
    dismiss: async () => {
      child.stdin.end("done\n");
      await ended;
    },
    takeOver: () => {
      child.stdin.end();
      child.unref();
    },
  };
}
