import { enterNode } from "./namespace.ts";

/**
 * nsenter(1), with its fork: the program itself stands inside the node's process numbers, so it ends with the node,
 * and nsenter ends as it does.
 * @param pid the node's first process, as this machine sees it
 */
export function entryArgv(pid: number, argv: readonly string[]): readonly string[] {
  return ["nsenter", ...enterNode(pid).filter((flag) => flag !== "--no-fork"), ...argv];
}
