import { parseReply } from "../http/reply-file.ts";
import type { Ending } from "../rule/rule.ts";
import type { Termination } from "./record.ts";
import { replyOf, type SessionSettings } from "./settings.ts";

/** An answer of ours, without a server. */
export interface Answer {
  readonly status: number;
  /** A whole response; empty: the connection ends without one. */
  readonly text: string;
  readonly termination: Termination;
  readonly logged: boolean;
  /** It waits so long. */
  readonly lateMs?: number;
}

/** A tarpit holds for so long unless a timeout says otherwise. */
const tarpitMs = 60_000;

/** What the client gets where a rule ends a request (R) or a response (H). */
export function answerOf(effect: Ending, settings: SessionSettings, stage: "R" | "H"): Answer {
  if (effect.kind === "drop") return dropped(effect, settings, stage);
  const { status, late } = effect;
  const text = effect.kind === "reply" ? effect.text : withHeaders(replyOf(settings, status), effect.headers);
  const denied = effect.kind === "reply" ? effect.denied : effect.headers === undefined;
  if (late) return { status, text, termination: "PT", logged: true, lateMs: waitOf(settings) };
  return { status, text, termination: `${denied ? "P" : "L"}${stage}`, logged: true };
}

/** As the original: a server's connection that is closed before its response is one that gave none. */
function dropped(
  { passes, silent }: Extract<Ending, { kind: "drop" }>,
  settings: SessionSettings,
  stage: "R" | "H",
): Answer {
  if (passes) return { status: 502, text: replyOf(settings, 502), termination: "SH", logged: true };
  const termination = stage === "R" ? "PR" : silent ? "PH" : "PD";
  return { status: -1, text: "", termination, logged: true };
}

function waitOf({ frontend, backend }: SessionSettings): number {
  const { timeouts } = backend?.config ?? frontend;
  return (
    timeouts.tarpitMs ??
    frontend.timeouts.tarpitMs ??
    timeouts.connectMs ??
    frontend.timeouts.connectMs ??
    tarpitMs
  );
}

/** An error page with more headers. */
function withHeaders(
  text: string,
  headers: readonly { readonly name: string; readonly value: string }[] = [],
): string {
  if (headers.length === 0 || !parseReply(text)) return text;
  const lines = headers.map(({ name, value }) => `${name}: ${value}\r\n`).join("");
  return text.replace(/\r?\n\r?\n/, (end) => `\r\n${lines.trimEnd()}${end}`);
}
