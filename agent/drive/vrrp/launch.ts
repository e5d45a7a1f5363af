import { spawn } from "node:child_process";
import { constants } from "node:os";
import { messageOf } from "../../base/message-of.ts";
import { type Exit, spawnQuietly } from "../../net/spawn.ts";
import type { Account } from "./script-user.ts";

/** How a program ended: by itself, by a signal, or it could not be started. */
export type End =
  | { readonly kind: "exit"; readonly code: number }
  | { readonly kind: "signal"; readonly signal: string }
  | { readonly kind: "error"; readonly reason: string };

export interface Launched {
  readonly pid?: number | undefined;
}

/**
 * Starts a program as somebody, in a process group of its own and with no terminal of ours; `onEnd` is called once, and
 * never before this returns. Never throws: what cannot be started has ended with an error.
 */
export function launch(
  argv: readonly string[],
  account: Account,
  onEnd: (end: End) => void,
): Launched | undefined {
  try {
    if (argv.some((word) => word.includes("\0"))) throw new Error("a zero in a word");
    const pid = isOurs(account) ? spawnQuietly(argv, (exit) => onEnd(endOf(exit))) : undefined;
    return pid === undefined ? launchAs(argv, account, onEnd) : { pid };
  } catch (error) {
    // Node throws for some errors (EPERM, E2BIG) and tells the others by the event.
    queueMicrotask(() => onEnd({ kind: "error", reason: messageOf(error) }));
    return undefined;
  }
}

/** Copies the page tables of this process, and gives up its user and groups in between. */
function launchAs(
  [command = "", ...words]: readonly string[],
  account: Account,
  onEnd: (end: End) => void,
): Launched {
  const child = spawn(command, words, { stdio: "ignore", detached: true, ...account });
  child.once("error", (error) => onEnd({ kind: "error", reason: error.message }));
  child.once("exit", (code, signal) =>
    onEnd(code === null ? { kind: "signal", signal: String(signal) } : { kind: "exit", code }),
  );
  return child;
}

/** Whether a program that inherits our user and groups has no more rights than this account. */
function isOurs({ uid, gid }: Account): boolean {
  const groups = process.getgroups?.() ?? [];
  return process.geteuid?.() === uid && process.getegid?.() === gid && groups.every((group) => group === gid);
}

function endOf(exit: Exit): End {
  if ("code" in exit) return { kind: "exit", code: exit.code };
  const [name] = Object.entries(constants.signals).find(([, number]) => number === exit.signal) ?? [];
  return { kind: "signal", signal: name ?? String(exit.signal) };
}
