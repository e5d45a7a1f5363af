import { closeSync, openSync } from "node:fs";
import { messageOf } from "../../../base/message-of.ts";
import { tryLock } from "../../../net/file-lock.ts";
import type { VrrpLog } from "../log.ts";

/** The guardian of a killed daemon needs milliseconds; longer than this nobody waits for one. */
const longestWaitMs = 1000;
const lookAgainMs = 2;

/** A lock on the daemon's pid file, held by the daemon and its guardian. */
export interface GuardianLock extends Disposable {
  /** Undefined: the file cannot be locked. */
  readonly descriptor: number | undefined;
}

/**
 * Waits until the guardian of an earlier daemon with this pid file has ended: it would take away the addresses that
 * the new one sets.
 */
export async function lockForGuardian(pidFile: string, log: VrrpLog): Promise<GuardianLock> {
  try {
    const descriptor = openSync(pidFile, "a");
    const deadlineMs = performance.now() + longestWaitMs;
    while (!tryLock(descriptor)) {
      if (performance.now() > deadlineMs) {
        log.warning(`The guardian of an earlier daemon still holds ${pidFile}`);
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
    }
    return { descriptor, [Symbol.dispose]: () => closeSync(descriptor) };
  } catch (error) {
    log.warning(`The guardian has no lock: ${messageOf(error)}`);
    return { descriptor: undefined, [Symbol.dispose]() {} };
  }
}
