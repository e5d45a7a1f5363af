import type { Reference } from "../acl/argument.ts";
import { type Condition, evaluate } from "../acl/condition.ts";
import type { Scope } from "../acl/scope.ts";
import type { Parsed } from "../acl/trouble.ts";
import type { RequestView } from "../acl/view.ts";
import type { Header } from "../http/head.ts";

/** So much of the request's body has to be here, for so long it is waited for. */
interface Wait {
  readonly kind: "wait";
  readonly limitMs: number;
  readonly atLeastBytes: number;
}

/** What an action wants beyond what it has changed in the view: the rules behind it do not count. */
export type Effect =
  | Wait
  /** Nothing more; the message goes on. */
  | { readonly kind: "stop" }
  /** The client gets the error page of this status, with these headers besides; `late`: after `timeout tarpit`. */
  | {
      readonly kind: "deny";
      readonly status: number;
      readonly headers?: readonly Header[];
      readonly late?: true;
    }
  /** The client gets this: a whole response in text. `denied`: it counts as a refusal. */
  | {
      readonly kind: "reply";
      readonly status: number;
      readonly text: string;
      readonly denied?: true;
      readonly late?: true;
    }
  /**
   * The connection ends without a word; `silent`: the client is not even told that; `passes`: what the server has sent by
   * then goes to the client.
   */
  | { readonly kind: "drop"; readonly silent: boolean; readonly passes?: true };

export type Action = (view: RequestView) => Effect | undefined;

/** One line of rules. */
export interface Rule {
  readonly condition?: Condition;
  readonly action: Action;
  /** Where bytes are looked into: what it takes may still have to come; `bytes`: it takes some of these. */
  readonly waits?: "any" | "bytes";
}

/** The lists of rules that a line may stand in: its first words. */
export type RulePlace =
  | "http-request"
  | "http-response"
  | "http-after-response"
  | "tcp-request connection"
  | "tcp-request session"
  | "tcp-request content"
  | "tcp-response content";

/** The line of an action. */
export interface ActionLine {
  /** The whole line. */
  readonly words: readonly string[];
  /** The place of the first word behind the action's name. */
  readonly at: number;
  /** What stands in parentheses behind the name: `set-var(txn.x)`. */
  readonly argument: string;
  readonly place: RulePlace;
  readonly scope: Scope;
}

/** What was read of a line: the action, and the place of the first word behind it. */
export interface ReadAction {
  readonly action: Action;
  readonly next: number;
  /** Names that its formats rely on. */
  readonly references?: readonly Reference[];
  /** No rule behind it counts, if it has no condition. */
  readonly final?: true;
  readonly waits?: Rule["waits"];
}

/**
 * One kind of action: one row of its theme's table.
 * @example { name: "allow", places: ["http-request"], read: ({ at }) => good({ action: () => stop, next: at, final: true }) }
 */
export interface ActionKind {
  readonly name: string;
  readonly places: readonly RulePlace[];
  read(line: ActionLine): Parsed<ReadAction>;
}

/** What ends a message's way through the rules. */
export type Ending = Exclude<Effect, { kind: "stop" | "wait" }>;

/** Where the rules of a section lead: on, with the message as they left it, to an answer, or to a wait. */
export type Outcome =
  | { readonly kind: "on"; readonly view: RequestView }
  | (Wait & { /** Where the rules go on. */ readonly next: number })
  | Ending;

/** Applies rules in their order, the one at `from` first, until one answers. */
export function applyRules(rules: readonly Rule[], view: RequestView, from = 0): Outcome {
  for (let at = from; at < rules.length; at++) {
    const rule = rules[at];
    if (!rule || !evaluate(rule.condition, view)) continue;
    const effect = rule.action(view);
    if (effect === undefined) continue;
    if (effect.kind === "stop") break;
    return effect.kind === "wait" ? { ...effect, next: at + 1 } : effect;
  }
  return { kind: "on", view };
}
