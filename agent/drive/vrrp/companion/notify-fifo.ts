import type { VrrpAction, VrrpState } from "../../../vrrp/state.ts";
import type { Companion, CompanionKind, Subject } from "./companion.ts";
import { spokenState } from "./notify.ts";

/** Writes a line for each new state, and for each new priority where the file asks for it: keepalived.conf(5). */
export function notifyFifoCompanion(tell: (line: string) => void): CompanionKind {
  return (subject: Subject): Companion => ({
    stepped({ before, actions }) {
      const { instance, state } = subject;
      if (instance.notifyPriorityChanges && before.priority !== state.priority) {
        const role = state.role.kind === "master" ? "MASTER" : "BACKUP";
        tell(line(subject, `${role}_PRIORITY`, state.priority));
      }
      for (const action of actions.filter(isNotify)) {
        tell(line(subject, spokenState(action.state, instance), action.priority));
      }
    },
    [Symbol.dispose]() {},
  });
}

/** The state of an instance, once more; undefined while it has none. */
export function stateLine(subject: Subject): string | undefined {
  const state = words[subject.state.role.kind];
  return state && line(subject, state, subject.state.priority);
}

const words: Readonly<Record<VrrpState["role"]["kind"], string | undefined>> = {
  init: undefined,
  backup: "BACKUP",
  master: "MASTER",
  fault: "FAULT",
  stopped: undefined,
};

function line({ instance }: Subject, state: string, priority: number): string {
  return `INSTANCE "${instance.name}" ${state} ${priority}`;
}

function isNotify(action: VrrpAction): action is Extract<VrrpAction, { readonly kind: "notify" }> {
  return action.kind === "notify";
}
