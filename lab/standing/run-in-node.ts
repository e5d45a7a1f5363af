import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { constants } from "node:os";
import type { NodeEntry } from "../runtime/runtime.ts";

interface Surroundings {
  readonly signal: AbortSignal;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What a program inside may know of the terminal outside. */
const terminalVariables = ["TERM", "COLORTERM", "NO_COLOR"] as const;

/** Runs it with our standard streams, a terminal included; resolves to its exit code, 128 + n for signal n. */
export async function runInNode(
  { argv, environment }: NodeEntry,
  { signal, environment: own }: Surroundings,
): Promise<number> {
  const [command = "", ...words] = argv;
  const env = { ...environment };
  for (const name of terminalVariables) if (own[name] !== undefined) env[name] = own[name];
  const child = spawn(command, words, { stdio: "inherit", env });
  const stop = () => void endInside(child);
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  const code = await new Promise<number>((resolve, reject) => {
    child.once("error", reject).once("exit", (status, name) => {
      resolve(status ?? 128 + (name === null ? 0 : constants.signals[name]));
    });
  });
  signal.removeEventListener("abort", stop);
  return code;
}

/**
 * Ctrl-C at a terminal reaches the program by itself. Any other signal reaches only us, and the tool that entered the
 * node would leave the program there: its child is the program.
 */
async function endInside({ pid }: ChildProcess): Promise<void> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8").catch(() => "");
  for (const child of children.split(" ").filter((word) => word !== "")) {
    try {
      process.kill(Number(child), "SIGTERM");
    } catch {
      // It has ended in between.
    }
  }
}
