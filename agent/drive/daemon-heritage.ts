import { closeSync } from "node:fs";
import { listenerOf, takeDescriptors } from "../net/descriptor-passing.ts";
import type { DaemonArguments } from "./daemon-arguments.ts";

/** Listening sockets of the processes that this one replaces, by the name that the proxy has for them. */
export async function takeHeritage({
  replaced,
  giver,
}: DaemonArguments): Promise<ReadonlyMap<string, number>> {
  const named = giver === undefined ? undefined : listenerOf(giver);
  const found = new Map<string, number>();
  for (const pid of [...(named === undefined ? [] : [named]), ...replaced]) {
    for (const [name, descriptor] of await takeDescriptors(pid)) {
      // Of two predecessors the first counts: both have the same socket, or wait side by side (SO_REUSEPORT).
      if (found.has(name)) closeSync(descriptor);
      else found.set(name, descriptor);
    }
  }
  return found;
}

/** What nobody listens on any more. */
export function closeRest(heritage: ReadonlyMap<string, number>, used: ReadonlyMap<string, number>): void {
  for (const [name, descriptor] of heritage) if (used.get(name) !== descriptor) closeSync(descriptor);
}
