import { userFlags } from "../../wire/enter.ts";

/** unshare(1): namespaces of its own for a lab and for each node in it; the new PID 1 dies with `unshare`. */
export const namespaceFlags = [
  "--mount",
  "--net",
  "--pid",
  "--uts",
  "--ipc",
  "--fork",
  "--kill-child",
] as const;

/** nsenter(1): into the lab, to create a node there: below its PID 1, with its view of the file system. */
export function enterLab(pid: number): string[] {
  return ["--target", String(pid), ...userFlags(pid), "--mount", "--pid"];
}

/**
 * nsenter(1): into a node; its root folder comes with the mount namespace. Without a fork of its own, so that the
 * shell that comes next stands outside of the node's process numbers: it stays invisible there and learns the pid
 * that this machine sees.
 */
export function enterNode(pid: number): string[] {
  return [
    "--target",
    String(pid),
    ...userFlags(pid),
    "--mount",
    "--net",
    "--pid",
    "--uts",
    "--ipc",
    "--no-fork",
  ];
}
