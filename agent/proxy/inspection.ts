import type { ByteStream } from "../acl/byte-stream.ts";
import type { RequestView } from "../acl/view.ts";
import { applyContent, type ContentRules } from "../rule/content.ts";

/** `last`: what is here passes, and nothing behind it. */
export type Verdict = "on" | "wait" | "refused" | "last";

/** Looks into what one side of a connection sends, for as long as the rules want to see more of it. */
export class Inspection {
  readonly stream: ByteStream;
  readonly #content: ContentRules;
  /** When the rules must do with what is there; it begins when they first wait. */
  wakeAtMs: number | undefined;

  constructor(content: ContentRules, stream: ByteStream) {
    this.#content = content;
    this.stream = stream;
  }

  /** `isLast`: nothing more can come. */
  look(view: RequestView, isLast: boolean, nowMs: number): Verdict {
    const { rules, delayMs } = this.#content;
    const isLate = this.wakeAtMs !== undefined && nowMs >= this.wakeAtMs;
    this.stream.final = isLast || isLate || delayMs === undefined || this.stream.full;
    const outcome = applyContent(rules, view, this.stream);
    if (outcome.kind === "wait") this.wakeAtMs ??= nowMs + (delayMs ?? 0);
    if (outcome.kind === "on" || outcome.kind === "wait") return outcome.kind;
    return outcome.kind === "drop" && outcome.passes ? "last" : "refused";
  }
}
