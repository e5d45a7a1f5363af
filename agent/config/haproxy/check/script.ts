import { statusExpect } from "../../../health/match/http.ts";
import type { CheckScript, CheckStep } from "../../../health/step.ts";
import type { CheckDraft, HttpStepsDraft } from "./draft.ts";
import { sendStepOf } from "./http-send.ts";

/** What a section's lines make of a check; undefined: a connection suffices. */
export function scriptOf(check: CheckDraft): CheckScript | undefined {
  if (check.kind === "tcp") return { kind: "tcp", steps: check.tcp.steps };
  if (check.kind === "protocol") return check.protocol;
  if (check.kind !== "http") return undefined;
  const { disableOn404, sendState } = check;
  return {
    kind: "http",
    steps: httpSteps(check.http),
    ...(disableOn404 ? { disableOn404 } : {}),
    ...(sendState ? { sendState } : {}),
  };
}

/** The program that is asked in place of the server. */
export function externalOf({ kind, command, path = "" }: CheckDraft): {
  externalCheck?: { readonly command: string; readonly path: string };
} {
  return kind === "external" && command !== undefined ? { externalCheck: { command, path } } : {};
}

function httpSteps({ steps, request, inherited, sendAt }: HttpStepsDraft): readonly CheckStep[] {
  // Without a question nothing would ever be answered: that of the section above is asked.
  const question = sendStepOf(request ?? inherited ?? {});
  const at = sendAt ?? steps.findIndex(({ kind }) => kind === "connect") + 1;
  const all = [...steps.slice(0, at), question, ...steps.slice(at)];
  const lastSend = all.findLastIndex(({ kind }) => kind === "send");
  const judged = all.slice(lastSend).some(({ kind }) => kind === "expect");
  return judged ? all : [...all, { kind: "expect", ...statusExpect("200-399", false) }];
}
