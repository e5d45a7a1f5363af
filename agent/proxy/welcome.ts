import { type Memory, Transaction } from "../acl/transaction.ts";
import type { ConnectionView } from "../acl/view.ts";
import { applyRules } from "../rule/rule.ts";
import { countSession } from "../rule/tally.ts";
import type { Front } from "./route.ts";

/** What becomes of a connection that has just come: `tcp-request connection`, `tcp-request session`. */
export interface Welcome {
  readonly isLetIn: boolean;
  /** With the addresses that the rules gave it. */
  readonly connection: ConnectionView;
}

/** Applies the rules that need no request. */
export function welcome(front: Front, connection: ConnectionView, memory: Memory): Welcome {
  const { rules } = front.frontend;
  if (!rules.connection?.length && !rules.session?.length) return { isLetIn: true, connection };
  const { backend, world } = front;
  const transaction = new Transaction(memory);
  transaction.frontend = front.frontend.name;
  const view = { connection, head: undefined, backend, world, transaction };
  for (const list of [rules.connection ?? [], rules.session ?? []]) {
    if (applyRules(list, view).kind !== "on") return { isLetIn: false, connection };
  }
  countSession(view);
  return { isLetIn: true, connection: view.connection };
}
