import type { VrrpInstance } from "../../../config/keepalived/config.ts";
import type { NotifiedState } from "../../../vrrp/state.ts";
import { notify } from "../notify-script.ts";
import type { Companion, Stepped, Subject } from "./companion.ts";

/** Runs the notify scripts of each new state. */
export function notifyCompanion(subject: Subject): Companion {
  const running = new Set<Promise<void>>();
  return {
    stepped({ actions }: Stepped) {
      for (const action of actions) {
        if (action.kind !== "notify") continue;
        const { instance } = subject;
        const notified = { type: "INSTANCE", name: instance.name, scripts: instance.notify } as const;
        const { state, priority } = action;
        const ended = notify(notified, state, priority, subject, spokenState(state, instance));
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

/** An instance that is no longer in the file is said to be in FAULT, unless it has `notify_deleted`: keepalived.conf(5). */
export function spokenState(state: NotifiedState, { notifyDeleted }: VrrpInstance): NotifiedState {
  return state === "DELETED" && !notifyDeleted ? "FAULT" : state;
}
