import type { BodyWait } from "./body-wait.ts";
import type { Verdict, WaitingVerdict } from "./route.ts";
import { replyOf } from "./settings.ts";

interface Beginning {
  readonly body: BodyWait;
  /** When the first byte of the request came. */
  readonly startMs: number;
  /** The client has had its 100 (Continue). */
  readonly toldToGoOn: boolean;
}

/** A request whose rules want to see more of its body before it goes anywhere. */
export class Prelude {
  readonly #waiting: WaitingVerdict;
  readonly #startMs: number;
  readonly #body: BodyWait;
  /** When the wait began, and when the client last sent some of it. */
  readonly #sinceMs: number;
  #lastMs: number;
  readonly toldToGoOn: boolean;

  constructor(waiting: WaitingVerdict, { body, startMs, toldToGoOn }: Beginning, nowMs: number) {
    this.#waiting = waiting;
    this.#body = body;
    this.#startMs = startMs;
    this.toldToGoOn = toldToGoOn;
    this.#sinceMs = nowMs;
    this.#lastMs = nowMs;
  }

  /** A rule says how long; else it is the request as a whole that has its time. */
  get wakeAtMs(): number | undefined {
    const { limitMs, settings } = this.#waiting;
    if (limitMs !== undefined) return this.#sinceMs + limitMs;
    const { clientMs } = settings.frontend.timeouts;
    const { httpRequestMs } = (settings.backend?.config ?? settings.frontend).timeouts;
    if (httpRequestMs !== undefined) return this.#startMs + httpRequestMs;
    return clientMs === undefined ? undefined : this.#lastMs + clientMs;
  }

  /** There is enough of it. */
  get isOver(): boolean {
    return this.#body.ready || this.#body.text.length >= this.#waiting.atLeastBytes;
  }

  took(nowMs: number): void {
    this.#lastMs = nowMs;
  }

  goOn(): Verdict | WaitingVerdict {
    return this.#waiting.goOn();
  }

  /** No more of the body will come: the rules do with what is here. */
  atEnd(): Verdict {
    let verdict = this.goOn();
    while (verdict.kind === "waiting") verdict = verdict.goOn();
    return verdict;
  }

  /** It has not come in time. */
  late(): Verdict {
    const { settings, view } = this.#waiting;
    const answer = { status: 408, text: replyOf(settings, 408), termination: "cR", logged: true } as const;
    return { settings, view, answer };
  }

  /** The client has gone. */
  broken(): Verdict {
    const { settings, view } = this.#waiting;
    return { settings, view };
  }
}
