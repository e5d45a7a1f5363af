import type { ByteStream } from "../acl/byte-stream.ts";
import { judge } from "../acl/partial.ts";
import type { RequestView } from "../acl/view.ts";
import type { Ending, Rule } from "./rule.ts";

/** `tcp-request content`, `tcp-response content` of a section, and how long they wait for what they ask about. */
export interface ContentRules {
  readonly rules: readonly Rule[];
  /** `inspect-delay`; undefined: what is there by now counts. */
  readonly delayMs: number | undefined;
}

/** Applies rules in their order until one answers, or has to wait for more bytes: then all are asked anew. */
export function applyContent(
  rules: readonly Rule[],
  view: RequestView,
  stream: ByteStream,
): { readonly kind: "on" | "wait" } | Ending {
  for (const { condition, action, waits } of rules) {
    const holds = judge(condition, view, stream);
    if (holds === "unknown") return { kind: "wait" };
    if (holds === "no") continue;
    stream.awaited = false;
    const effect = action(view);
    if (waits && stream.awaited) return { kind: "wait" };
    if (effect?.kind === "stop") break;
    if (effect && effect.kind !== "wait") return effect;
  }
  return { kind: "on" };
}
