import { notify } from "../notify-script.ts";
import type { Companion, Stepped, Subject } from "./companion.ts";

/** Runs the notify scripts of each new state. */
export function notifyCompanion(subject: Subject): Companion {
  const running = new Set<Promise<void>>();
  return {
    stepped({ actions }: Stepped) {
      for (const action of actions) {
        if (action.kind !== "notify") continue;
        const ended = notify(action.state, action.priority, subject);
        running.add(ended);
        ended.finally(() => running.delete(ended));
      }
    },
    async settled() {
      await Promise.all(running);
    },
    [Symbol.dispose]() {},
  };
}
