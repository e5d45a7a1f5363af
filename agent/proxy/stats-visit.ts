import type { StatsPage, Timeouts } from "../config/haproxy/config.ts";
import { concat } from "../http/bytes.ts";
import type { RequestHead } from "../http/head.ts";
import type { AdminAction } from "../stats/admin-action.ts";
import { answerStats, type StatsAnswer } from "../stats/answer.ts";
import type { StatsView } from "../stats/view.ts";

/** A request for the statistics page, and who asks. */
export interface StatsWish {
  readonly page: StatsPage;
  /** The section that serves the page. */
  readonly proxy: string;
  /** A `stats admin` rule holds. */
  readonly admin: boolean;
  readonly view: () => StatsView;
}

/** As the original: a form must fit into its buffer. */
const maximumForm = 16_384;

const reasons = { 200: "OK", 303: "See Other", 401: "Unauthorized" } as const;

/** The statistics page in place of a server: it waits for the form, if there is one, and answers. */
export class StatsVisit {
  readonly #wish: StatsWish;
  readonly #head: RequestHead;
  #form: Uint8Array = new Uint8Array(0);
  #tooLong = false;

  constructor(wish: StatsWish, head: RequestHead) {
    this.#wish = wish;
    this.#head = head;
  }

  /** True when the answer does not wait for the body. */
  get ready(): boolean {
    return this.#head.method !== "POST" || this.#tooLong;
  }

  /** A form's client may wait for this before it sends: RFC 9110 §10.1.1. */
  get interim(): string {
    const waits = this.#head.headers.some(({ name, value }) => name === "expect" && /^100-/i.test(value));
    return waits && !this.ready ? "HTTP/1.1 100 Continue\r\n\r\n" : "";
  }

  add(piece: Uint8Array): void {
    this.#tooLong ||= this.#form.length + piece.length > maximumForm;
    if (!this.#tooLong) this.#form = concat(this.#form, piece);
  }

  /** The response as text, one character a byte, and what it asks the driver to do. */
  answer(): { readonly status: number; readonly text: string; readonly actions: readonly AdminAction[] } {
    const { page, proxy, admin, view } = this.#wish;
    const body = this.#tooLong ? undefined : latin1(this.#form);
    const answer = answerStats({ page, proxy, admin, head: this.#head, body }, view());
    return { status: answer.status, text: textOf(answer), actions: answer.actions };
  }
}

/** Until when a form may take to come: as long as a request head. */
export function formUntilMs({ httpRequestMs, clientMs }: Timeouts, headMs: number): number | undefined {
  const limitMs = httpRequestMs ?? clientMs;
  return limitMs === undefined ? undefined : headMs + limitMs;
}

function textOf({ status, headers, body }: StatsAnswer): string {
  const bytes = latin1(new TextEncoder().encode(body));
  const fields = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return `HTTP/1.1 ${status} ${reasons[status]}\r\ncontent-length: ${bytes.length}\r\n${fields}\r\n${bytes}`;
}

function latin1(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
