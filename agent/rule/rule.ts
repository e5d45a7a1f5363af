import type { Reference } from "../acl/argument.ts";
import { type Condition, evaluate } from "../acl/condition.ts";
import type { Scope } from "../acl/scope.ts";
import type { Parsed } from "../acl/trouble.ts";
import type { RequestView } from "../acl/view.ts";
import type { RequestHead } from "../http/head.ts";

/** What an action makes of a request. */
export type Effect =
  /** The request goes on, changed. */
  | { readonly kind: "head"; readonly head: RequestHead }
  /** The rules behind it in this section do not count. */
  | { readonly kind: "stop" }
  /** The client gets the error page of this status. */
  | { readonly kind: "deny"; readonly status: number }
  /** The client gets this: a whole response in text. */
  | { readonly kind: "reply"; readonly status: number; readonly text: string };

export type Action = (head: RequestHead, view: RequestView) => Effect;

/** One `http-request` or `redirect` line. */
export interface Rule {
  readonly condition?: Condition;
  readonly action: Action;
}

/** What was read of a line: the action, and the place of the first word behind it. */
export interface ReadAction {
  readonly action: Action;
  readonly next: number;
  /** Names that its formats rely on. */
  readonly references?: readonly Reference[];
  /** No rule behind it counts, if it has no condition. */
  readonly final?: true;
}

/**
 * One kind of `http-request` action: one file, one row.
 * @example { name: "allow", read: (_, at) => good({ action: () => ({ kind: "stop" }), next: at, final: true }) }
 */
export interface ActionKind {
  readonly name: string;
  /** `words` is the whole line; `at` is the place of the first word behind the action's name. */
  read(words: readonly string[], at: number, scope: Scope): Parsed<ReadAction>;
}

/** Where the rules of a section lead: on, with the request as they left it, or to an answer. */
export type Outcome =
  | { readonly kind: "on"; readonly view: RequestView }
  | Extract<Effect, { readonly kind: "deny" | "reply" }>;

/** Applies rules in their order until one answers. */
export function applyRules(rules: readonly Rule[], start: RequestView): Outcome {
  let view = start;
  for (const { condition, action } of rules) {
    if (!view.head) break;
    if (!evaluate(condition, view)) continue;
    const effect = action(view.head, view);
    if (effect.kind === "stop") break;
    if (effect.kind !== "head") return effect;
    view = { ...view, head: effect.head };
  }
  return { kind: "on", view };
}
