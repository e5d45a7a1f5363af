import { spawn } from "node:child_process";
import { closeSync, writeSync } from "node:fs";
import type { Readable } from "node:stream";

/** The child finds its pipe to the parent here: messages, and at last the mark that it listens. */
const parentDescriptor = 3;
const readyMark = "\0";
const childMark = "BASCULE_HAPROXY_CHILD";

/** True in the process that a parent started to stay in the background. */
export function isBackgroundChild(): boolean {
  return process.env[childMark] === "1";
}

/** Has the parent show a message; only before `reportReady`. */
export function tellParent(text: string): void {
  writeSync(parentDescriptor, text);
}

/** The child listens: the parent may leave. */
export function reportReady(): void {
  writeSync(parentDescriptor, readyMark);
  closeSync(parentDescriptor);
}

/**
 * Runs the same command in the background, in a session of its own with nothing of ours open, and waits until it
 * listens. Gives the exit code of the parent; what the child says until then goes to our standard error.
 */
export function startInBackground(argv: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [...process.execArgv, ...argv], {
    argv0: "haproxy",
    detached: true,
    env: { ...process.env, [childMark]: "1" },
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const { promise, resolve } = Promise.withResolvers<number>();
  const pipe = child.stdio[parentDescriptor] as Readable;
  pipe.on("data", (bytes: Buffer) => {
    const text = bytes.toString();
    process.stderr.write(text.replace(readyMark, ""));
    if (text.includes(readyMark)) resolve(0);
  });
  child.once("error", () => resolve(1));
  child.once("close", () => resolve(1));
  return promise;
}
