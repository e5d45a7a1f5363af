import { readlinkSync } from "node:fs";

/**
 * nsenter(1): what joins the user namespace of `pid` first, where that is not this process's own: without it an
 * ordinary user may enter nothing. Nothing for a process in our own, which the kernel refuses to join again.
 */
export function userFlags(pid: number): readonly string[] {
  // The mapped user is root there already; nsenter's own setgroups is refused where only one user is mapped.
  return userNamespace(pid) === userNamespace("self") ? [] : ["--user", "--preserve-credentials"];
}

/** Where it cannot be read the process has just ended, and nsenter will say so. */
function userNamespace(pid: number | "self"): string {
  try {
    return readlinkSync(`/proc/${pid}/ns/user`);
  } catch {
    return readlinkSync("/proc/self/ns/user");
  }
}
