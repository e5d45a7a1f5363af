import { constants } from "node:os";
import type { NodeProcess } from "../runtime.ts";

export type ProcessEnd = Awaited<NodeProcess["exited"]>;

/** The engine says 128 + n for a program that signal n ended, as shells do. */
export function endOf(status: number): ProcessEnd {
  const signal = Object.entries(constants.signals).find(([, number]) => number === status - 128)?.[0];
  return signal === undefined
    ? { code: status, signal: null }
    : { code: null, signal: signal as NodeJS.Signals };
}
