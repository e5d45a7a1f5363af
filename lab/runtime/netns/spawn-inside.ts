import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { createInterface } from "node:readline";
import { PassThrough, type Readable } from "node:stream";
import { text } from "node:stream/consumers";
import type { NodeProcess } from "../runtime.ts";
import { identify, signalTo } from "./identity.ts";
import { enterNode } from "./namespace.ts";

/**
 * Starts the program, tells its pid on descriptor 3, and ends as it does. The shell ignores SIGINT and SIGQUIT for
 * what runs in its background; `env` undoes that.
 */
const supervisor = 'env --default-signal=INT,QUIT -- "$@" 3>&- & echo $! >&3; exec 3>&-; wait $!';

/** Runs a program inside the node whose first process has `pid`, as this machine sees it. */
export async function spawnInside(
  pid: number,
  argv: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<NodeProcess> {
  const child = spawn("nsenter", [...enterNode(pid), "sh", "-c", supervisor, "sh", ...argv], {
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    env: environment,
  });
  const exited = new Promise<Awaited<NodeProcess["exited"]>>((resolve) => {
    child.once("exit", (code, signal) =>
      resolve(signal === null ? endOf(code ?? 0) : { code: null, signal }),
    );
  });
  const [stdout, stderr] = [kept(child.stdout as Readable), kept(child.stderr as Readable)];
  await once(child, "spawn");
  const line = await firstLine(child.stdio[3] as Readable);
  if (line === "") throw new Error((await text(stderr)).trim() || "the node ended");
  const program = await identify(Number(line)); // undefined: it has ended already
  const kill = async (signal: NodeJS.Signals) => {
    if (program !== undefined) await signalTo(program, signal);
  };
  return { stdout, stderr, exited, kill };
}

/** Node throws away what a process left in its pipes when it ends before anybody reads. */
function kept(stream: Readable): Readable {
  return stream.pipe(new PassThrough());
}

/** Empty when the other side closes without having written. */
async function firstLine(pipe: Readable): Promise<string> {
  const lines = createInterface(pipe);
  const line = await new Promise<string>((resolve) => {
    lines.once("line", resolve).once("close", () => resolve(""));
  });
  lines.close();
  pipe.destroy();
  return line;
}

/** A shell says 128 + n for a program that signal n ended. */
function endOf(status: number): { code: number | null; signal: NodeJS.Signals | null } {
  const signal = Object.entries(constants.signals).find(([, number]) => number === status - 128)?.[0];
  return signal === undefined
    ? { code: status, signal: null }
    : { code: null, signal: signal as NodeJS.Signals };
}
