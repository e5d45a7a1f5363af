import type { AdminState } from "../balance/pool.ts";
import type { AdminAction, ServerRef } from "./admin-action.ts";
import type { ProxyView } from "./view.ts";

/** What became of the form: the original's codes. */
export type Outcome = "DONE" | "PART" | "NONE" | "ERRP";

export interface FormResult {
  readonly outcome: Outcome;
  readonly actions: readonly AdminAction[];
}

const refused: FormResult = { outcome: "ERRP", actions: [] };

type Wish = (ref: ServerRef) => AdminAction;

const wishes: Readonly<Record<string, Wish>> = {
  ready: toState("ready"),
  drain: toState("drain"),
  maint: toState("maint"),
  enable: toState("ready"),
  disable: toState("maint"),
  hrunn: (ref) => ({ kind: "server-health", ...ref, up: true }),
  hdown: (ref) => ({ kind: "server-health", ...ref, up: false }),
  shutdown: (ref) => ({ kind: "end-sessions", ...ref }),
};

function toState(state: AdminState): Wish {
  return (ref) => ({ kind: "server-state", ...ref, state });
}

/** Reads `s=SERVER&…&action=ACTION&b=BACKEND`, as the page's form sends it. */
export function readForm(body: string, proxies: readonly ProxyView[]): FormResult {
  const fields = fieldsOf(body);
  const value = (name: string): string => fields.find(([key]) => key === name)?.[1] ?? "";
  const action = value("action");
  const wish = Object.hasOwn(wishes, action) ? wishes[action] : undefined;
  const back = proxies.find((proxy) => proxy.back && proxy.name === value("b"))?.back;
  const chosen = fields.filter(([key]) => key === "s").map(([, name]) => name);
  if (body === "") return { outcome: "NONE", actions: [] };
  if (!wish || !back) return refused;
  const { config } = back.state;
  const actions = chosen.flatMap((name) => {
    const server = config.servers.findIndex((candidate) => candidate.name === name);
    return server < 0 ? [] : [wish({ backend: config.name, server })];
  });
  if (chosen.length === 0) return { outcome: "NONE", actions };
  if (actions.length === 0) return refused;
  return { outcome: actions.length < chosen.length ? "PART" : "DONE", actions };
}

function fieldsOf(body: string): readonly (readonly [key: string, value: string])[] {
  return body.split("&").map((pair) => {
    const equals = pair.indexOf("=");
    const cut = equals < 0 ? pair.length : equals;
    return [decoded(pair.slice(0, cut)), decoded(pair.slice(cut + 1))];
  });
}

/** `+` and `%20` are blanks; a `%` that begins nothing stays. */
function decoded(text: string): string {
  return text
    .replaceAll("+", " ")
    .replace(/%([0-9A-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}
