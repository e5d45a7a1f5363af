import { type Condition, evaluate } from "../acl/condition.ts";
import type { RequestView } from "../acl/view.ts";
import type { ResponseHead } from "../http/head.ts";

/** What an action makes of a response before it goes to the client. */
export type ResponseEffect =
  | { readonly kind: "head"; readonly head: ResponseHead }
  /** The rules behind it in this section do not count. */
  | { readonly kind: "stop" }
  /** The client gets the error page of this status in its place. */
  | { readonly kind: "deny"; readonly status: number };

/** One `http-response` or `http-after-response` line. */
export interface ResponseRule {
  readonly condition?: Condition;
  /** `view.transaction.response` is the same head. */
  readonly action: (head: ResponseHead, view: RequestView) => ResponseEffect;
}

/** The rules of a section. */
export type ResponseRules = readonly ResponseRule[];

/** Applies the sections' rules in their order (the backend's first): the head that goes out, or a status instead. */
export function applyResponseRules(
  sections: readonly ResponseRules[],
  start: ResponseHead,
  view: RequestView,
): ResponseHead | number {
  let head = start;
  const { transaction } = view;
  if (transaction) transaction.response = head;
  for (const rules of sections) {
    for (const { condition, action } of rules) {
      if (!evaluate(condition, view)) continue;
      const effect = action(head, view);
      if (effect.kind === "stop") break;
      if (effect.kind === "deny") return effect.status;
      head = effect.head;
      if (transaction) transaction.response = head;
    }
  }
  return head;
}
