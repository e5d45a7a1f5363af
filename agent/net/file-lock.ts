import { libc } from "./libc.ts";
import { errno, systemError } from "./system-error.ts";

const LOCK_EX = 2;
const LOCK_NB = 4;

/**
 * Locks an open file, or says that another process holds it: flock(2). The lock is shared with every process that
 * inherits the descriptor, and ends when the last of them has ended.
 */
export function tryLock(descriptor: number): boolean {
  if (libc().flock(descriptor, LOCK_EX | LOCK_NB) === 0) return true;
  const number = libc().errno();
  if (number === errno.EAGAIN || number === errno.EINTR) return false;
  throw systemError("flock", number);
}
