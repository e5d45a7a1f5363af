import { spawn } from "node:child_process";
import { closeSync, writeSync } from "node:fs";
import type { Readable } from "node:stream";
import type { HaproxyConfig } from "../config/haproxy/config.ts";

/** Tells the child which of its descriptors is its pipe to the parent: messages, and at last the mark that it listens. */
const childMark = "BASCULE_HAPROXY_CHILD";
const readyMark = "\0";

/** True in the process that a parent started to stay in the background. */
export function isBackgroundChild(): boolean {
  return process.env[childMark] !== undefined;
}

/** The environment of who has no such parent. */
export function withoutParent({ [childMark]: _, ...rest }: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return rest;
}

/** Has the parent show a message; only before `reportReady`. */
export function tellParent(text: string): void {
  writeSync(parentDescriptor(), text);
}

/** The child listens: the parent may leave. */
export function reportReady(): void {
  writeSync(parentDescriptor(), readyMark);
  closeSync(parentDescriptor());
}

function parentDescriptor(): number {
  return Number(process.env[childMark]);
}

/** The sockets that whoever started us has opened for us: `fd@N`. */
export function givenDescriptors({ global, frontends }: HaproxyConfig): readonly number[] {
  const binds = frontends.flatMap((frontend) => frontend.binds.map(({ descriptor }) => descriptor));
  const sockets = (global.statsSockets ?? []).map(({ address }) =>
    address.kind === "descriptor" ? address.descriptor : undefined,
  );
  return [...binds, ...sockets].filter((descriptor) => descriptor !== undefined);
}

/**
 * Runs the same command in the background, in a session of its own with nothing of ours open but `given`, and waits
 * until it listens. Gives the exit code of the parent; what the child says until then goes to our standard error.
 */
export function startInBackground(argv: readonly string[], given: readonly number[]): Promise<number> {
  const ours = Math.max(2, ...given) + 1;
  const child = spawn(process.execPath, [...process.execArgv, ...argv], {
    argv0: "haproxy",
    detached: true,
    env: { ...process.env, [childMark]: String(ours) },
    stdio: Array.from({ length: ours + 1 }, (_, number) => {
      if (number === ours) return "pipe";
      return given.includes(number) ? number : "ignore";
    }),
  });
  const { promise, resolve } = Promise.withResolvers<number>();
  const pipe = child.stdio[ours as 3] as Readable;
  pipe.on("data", (bytes: Buffer) => {
    const text = bytes.toString();
    process.stderr.write(text.replace(readyMark, ""));
    if (text.includes(readyMark)) resolve(0);
  });
  child.once("error", () => resolve(1));
  child.once("close", () => resolve(1));
  return promise;
}
