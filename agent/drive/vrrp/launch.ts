import { type ChildProcess, spawn } from "node:child_process";
import { messageOf } from "../../base/message-of.ts";
import type { Account } from "./script-user.ts";

/** How a program ended: by itself, by a signal, or it could not be started. */
export type End =
  | { readonly kind: "exit"; readonly code: number }
  | { readonly kind: "signal"; readonly signal: string }
  | { readonly kind: "error"; readonly reason: string };

/**
 * Starts a program as somebody, in a process group of its own and with no terminal of ours; `onEnd` is called once, and
 * never before this returns. Never throws: what cannot be started has ended with an error.
 */
export function launch(
  [command = "", ...words]: readonly string[],
  account: Account,
  onEnd: (end: End) => void,
): ChildProcess | undefined {
  try {
    const child = spawn(command, words, { stdio: "ignore", detached: true, ...account });
    child.once("error", (error) => onEnd({ kind: "error", reason: error.message }));
    child.once("exit", (code, signal) =>
      onEnd(code === null ? { kind: "signal", signal: String(signal) } : { kind: "exit", code }),
    );
    return child;
  } catch (error) {
    // Node throws for some errors (EPERM, E2BIG) and tells the others by the event.
    queueMicrotask(() => onEnd({ kind: "error", reason: messageOf(error) }));
    return undefined;
  }
}
