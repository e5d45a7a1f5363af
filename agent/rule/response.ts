import { evaluate } from "../acl/condition.ts";
import type { RequestView } from "../acl/view.ts";
import type { ResponseHead } from "../http/head.ts";
import type { Ending, Rule } from "./rule.ts";

/** The rules of a section. */
export type ResponseRules = readonly Rule[];

/** What comes of a response: the head that goes out, or an answer of ours in its place. */
export type ResponseOutcome = { readonly kind: "on"; readonly head: ResponseHead } | Ending;

/** Applies the sections' rules in their order (the backend's first). */
export function applyResponseRules(
  sections: readonly ResponseRules[],
  start: ResponseHead,
  view: RequestView,
): ResponseOutcome {
  if (view.transaction) view.transaction.response = start;
  for (const rules of sections) {
    for (const { condition, action } of rules) {
      if (!evaluate(condition, view)) continue;
      const effect = action(view);
      if (effect?.kind === "stop") break;
      if (effect && effect.kind !== "wait") return effect;
    }
  }
  return { kind: "on", head: view.transaction?.response ?? start };
}
