import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { nowMs } from "../../lab/node/clock.ts";

/** A program inside a node, by its number on this machine. */
export interface NodeProgram {
  readonly id: number;
  readonly name: string;
}

/** All programs of a node, by its network namespace as /proc/PID/ns/net names it: `net:[4026532000]`. */
export function programsIn(namespace: string): readonly NodeProgram[] {
  return readdirSync("/proc").flatMap((entry) => {
    const id = Number(entry);
    if (!Number.isInteger(id)) return [];
    try {
      if (readlinkSync(`/proc/${id}/ns/net`) !== namespace) return [];
      return [{ id, name: readFileSync(`/proc/${id}/comm`, "utf8").trim() }];
    } catch {
      return []; // it has ended
    }
  });
}

/**
 * A signal to every program of that name at once: as `killall -9 keepalived` on the node, without its start.
 * Returns the moment: CLOCK_MONOTONIC, milliseconds. @throws Error when there is none
 */
export function signalPrograms(namespace: string, name: string, signal: NodeJS.Signals): number {
  const ids = programsIn(namespace).flatMap((program) => (program.name === name ? [program.id] : []));
  if (ids.length === 0) throw new Error(`no ${name} runs there`);
  const atMs = nowMs();
  // The youngest first: the original's child has itself ended in order when its parent dies.
  for (const id of ids.toSorted((a, b) => b - a)) process.kill(id, signal);
  return atMs;
}
