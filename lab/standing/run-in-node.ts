import { spawn } from "node:child_process";
import { constants } from "node:os";
import type { Entered } from "./enter.ts";

/**
 * Runs the program with our standard streams, a terminal included; resolves to its exit code, 128 + n for signal n.
 * Ctrl-C at a terminal reaches the program by itself; any other signal reaches only us, and aborts `signal`.
 */
export async function runInNode(entered: Entered, signal: AbortSignal): Promise<number> {
  const [command = "", ...words] = entered.entry.argv;
  const child = spawn(command, words, { stdio: "inherit", env: entered.entry.environment });
  signal.addEventListener("abort", entered.hangUp);
  if (signal.aborted) entered.hangUp();
  const code = await new Promise<number>((resolve, reject) => {
    child.once("error", reject).once("exit", (status, name) => {
      resolve(status ?? 128 + (name === null ? 0 : constants.signals[name]));
    });
  });
  signal.removeEventListener("abort", entered.hangUp);
  entered.over();
  return code;
}
