import { chdir, setgid, setgroups, setuid } from "node:process";
import { koffi, libc } from "./libc.ts";
import { systemError } from "./system-error.ts";

export interface Identity {
  readonly chroot?: string;
  readonly groupId?: number;
  readonly userId?: number;
}

/**
 * Gives up what the start needed: a new root directory, then the group, then the user (the other way round the
 * right to change the group would be gone). Everything that is still to be read or loaded must be there before.
 */
export function dropPrivileges(identity: Identity): void {
  if (identity.chroot !== undefined) changeRoot(identity.chroot);
  // As HAProxy does, nothing for root itself: in a user namespace with one user the kernel refuses setgroups.
  if (identity.groupId) {
    if (process.getuid?.() === 0) setgroups?.([identity.groupId]);
    setgid?.(identity.groupId);
  }
  if (identity.userId) setuid?.(identity.userId);
}

function changeRoot(directory: string): void {
  const chroot = koffi().load("libc.so.6").func("int chroot(const char *path)");
  if (chroot(directory) !== 0) throw systemError(`chroot ${directory}`, libc().errno());
  chdir("/");
}
