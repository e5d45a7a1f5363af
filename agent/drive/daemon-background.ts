import { spawn } from "node:child_process";
import { closeSync, writeSync } from "node:fs";

/** The child finds its pipe to the parent here. */
const readyDescriptor = 3;
const childMark = "BASCULE_HAPROXY_CHILD";

/** True in the process that a parent started to stay in the background. */
export function isBackgroundChild(): boolean {
  return process.env[childMark] === "1";
}

/** The child listens: the parent may leave. */
export function reportReady(): void {
  writeSync(readyDescriptor, "ready");
  closeSync(readyDescriptor);
}

/**
 * Runs the same command in the background, in a session of its own, and waits until it listens. Gives the exit
 * code of the parent; what the child says until then goes to our standard error.
 */
export function startInBackground(argv: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [...process.execArgv, ...argv], {
    argv0: "haproxy",
    detached: true,
    env: { ...process.env, [childMark]: "1" },
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  const { promise, resolve } = Promise.withResolvers<number>();
  child.stderr?.pipe(process.stderr);
  child.stdio[readyDescriptor]?.once("data", () => resolve(0));
  child.once("error", () => resolve(1));
  child.once("close", () => resolve(1));
  return promise;
}
