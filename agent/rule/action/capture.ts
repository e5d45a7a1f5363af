import { parseExpression } from "../../acl/expression.ts";
import { asText } from "../../acl/sample.ts";
import { isMissing } from "../../acl/scope.ts";
import { fatal, good, type Parsed } from "../../acl/trouble.ts";
import type { RequestView } from "../../acl/view.ts";
import type { ActionKind, ActionLine, ReadAction } from "../rule.ts";
import { refuseGone } from "./variable.ts";

/** `capture SAMPLE len NUMBER`, which makes a place of its own, or `capture SAMPLE id PLACE`. */
export const captureActions: readonly ActionKind[] = [
  { name: "capture", places: ["http-request", "http-response", "tcp-request content"], read: readCapture },
];

function readCapture({ words, at, scope, place }: ActionLine): Parsed<ReadAction> {
  const [written = "", kind = "", number = ""] = words.slice(at);
  const isResponse = place === "http-response";
  if (!(kind === "len" && !isResponse) && kind !== "id") return refuse(at + 1, place);
  if (!/^\d+$/.test(number) || (kind === "len" && Number(number) === 0)) return refuse(at + 2, place);
  const parsed = parseExpression(written, scope, at);
  if (parsed.kind === "bad") return parsed;
  if (isMissing(parsed.value, scope.phase)) return refuseGone(at, written);
  const side = isResponse ? "response" : "request";
  const { captures } = scope;
  const slot = kind === "len" ? captures[side].push({ length: Number(number) }) - 1 : Number(number);
  const { one, references } = parsed.value;
  const action = (view: RequestView): undefined => {
    const sample = one(view);
    const { transaction } = view;
    const length = captures[side][slot]?.length;
    if (sample === undefined || !transaction || length === undefined) return;
    const key = isResponse ? "responseCaptures" : "requestCaptures";
    transaction[key] ??= captures[side].map(() => undefined);
    transaction[key][slot] = asText(sample).slice(0, length);
  };
  return good({ action, next: at + 3, references, waits: parsed.value.ofBytes ? "bytes" : "any" });
}

function refuse(at: number, place: string): ReturnType<typeof fatal> {
  return fatal(at, "ERR_CONFIG_VALUE", {
    fr: `S'écrit : "${place} capture req.hdr(user-agent) len 64", ou "… id 0" avec "declare capture request len 64".`,
    en: `It is written: "${place} capture req.hdr(user-agent) len 64", or "… id 0" with "declare capture request len 64".`,
  });
}
