import type { Sample } from "./sample.ts";
import type { RequestView } from "./view.ts";

/** How long a variable lasts: the process, the connection, the request with its response, one of the two, a check [T]. */
const scopes = ["proc", "sess", "txn", "req", "res", "check"] as const;

/** `txn.user_1`: a scope, a dot, and letters, digits, `_` and `.`. */
export function isVariable(name: string): boolean {
  const [scope = ""] = name.split(".", 1);
  return (scopes as readonly string[]).includes(scope) && /^[a-z]+\.[A-Za-z0-9_.]+$/.test(name);
}

export function readVariable(view: RequestView, name: string): Sample | undefined {
  return memoryOf(view, name)?.get(name);
}

export function setVariable(view: RequestView, name: string, value: Sample | undefined): void {
  const { transaction } = view;
  if (name.startsWith("proc.")) store(view.world?.variables, name, value);
  else if (transaction) {
    const memory = name.startsWith("sess.") ? transaction.session : transaction;
    memory.variables ??= new Map();
    store(memory.variables, name, value);
  }
}

function store(variables: Map<string, Sample> | undefined, name: string, value: Sample | undefined): void {
  if (value === undefined) variables?.delete(name);
  else variables?.set(name, value);
}

function memoryOf({ world, transaction }: RequestView, name: string): Map<string, Sample> | undefined {
  if (name.startsWith("proc.")) return world?.variables;
  return name.startsWith("sess.") ? transaction?.session.variables : transaction?.variables;
}
