import { readFileSync, writeFileSync } from "node:fs";
import { messageOf } from "../../../base/message-of.ts";
import type { Companion, Subject } from "./companion.ts";

/** Sets `promote_secondaries` of the interface (ip-sysctl) where the file asks for it, and sets it back at the end. */
export function promoteSecondariesCompanion(subject: Subject): Companion {
  const { promoteSecondaries, interfaceName } = subject.instance;
  const file = `/proc/sys/net/ipv4/conf/${interfaceName}/promote_secondaries`;
  const before = promoteSecondaries ? set(file, "1", subject) : undefined;
  return {
    stepped() {},
    [Symbol.dispose]() {
      if (before !== undefined) set(file, before, subject);
    },
  };
}

/** The value before; undefined: it cannot be set. */
function set(file: string, value: string, { log, instance }: Subject): string | undefined {
  try {
    const before = readFileSync(file, "utf8").trim();
    if (before !== value) writeFileSync(file, value);
    return before;
  } catch (error) {
    log.warning(`(${instance.name}) promote_secondaries: ${messageOf(error)}`);
    return undefined;
  }
}
