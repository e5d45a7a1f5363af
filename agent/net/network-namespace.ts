import { closeSync, openSync } from "node:fs";
import { libc } from "./libc.ts";
import { checked } from "./system-error.ts";

const CLONE_NEWNET = 0x40000000;

/**
 * Moves this thread, and the processes that it starts from now on, into a network namespace of ip-netns(8): setns(2).
 * Sockets that are open stay where they are. False: there is no such namespace. Throws ERR_NET_PERMISSION.
 */
export function enterNetworkNamespace(name: string): boolean {
  const descriptor = openNamespace(name);
  if (descriptor === undefined) return false;
  try {
    checked(`setns (${name})`, libc().setns(descriptor, CLONE_NEWNET));
    return true;
  } finally {
    closeSync(descriptor);
  }
}

function openNamespace(name: string): number | undefined {
  try {
    return openSync(`/run/netns/${name}`, "r");
  } catch {
    return undefined;
  }
}
