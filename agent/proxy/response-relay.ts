import type { RequestView } from "../acl/view.ts";
import { type BodyPart, type BodyReader, bodyReader } from "../http/body.ts";
import { bodyBytes, dataSize } from "../http/body-writer.ts";
import { latin1Bytes } from "../http/bytes.ts";
import { type Framing, isAmbiguous, responseFraming } from "../http/framing.ts";
import { asksForUpgrade, isVersion11, type RequestHead, type ResponseHead, tokensOf } from "../http/head.ts";
import { responseParser } from "../http/head-parser.ts";
import { parseReply } from "../http/reply-file.ts";
import { responseText } from "../http/rewrite.ts";
import { applyResponseRules } from "../rule/response.ts";
import type { SessionSettings } from "./settings.ts";
import { fieldsSize, headSize } from "./size.ts";

export interface RelayStep {
  readonly toClient: readonly Uint8Array[];
  readonly bad: boolean;
  /** A rule wants this status instead. */
  readonly denied?: number;
}

/** What a response answers, and what is done to it. */
export interface RelayOptions {
  readonly request: RequestHead;
  readonly view: RequestView;
  readonly settings: SessionSettings;
}

/** Of a response that cannot have a body, its length or coding does not pass on: RFC 9110 §8.6. */
const noBody: readonly string[] = ["content-length", "transfer-encoding"];
/** An HTTP/1.0 client knows no chunks. */
const plainBody: readonly string[] = ["transfer-encoding"];

const nothing: RelayStep = { toClient: [], bad: false };
const broken: RelayStep = { toClient: [], bad: true };

/** The response on its way from the server to the client: parsed, rewritten, and framed anew. */
export class ResponseRelay {
  readonly #request: RequestHead;
  readonly #options: RelayOptions;
  #parser = responseParser();
  #framing: Framing | undefined;
  #reader: BodyReader | undefined;
  #serverStays = false;
  #surplus = false;
  status = -1;
  bytes = 0;
  responseAtMs: number | undefined;
  /** The head of the final response has been sent. */
  started = false;
  done = false;
  clientStays: boolean;

  constructor(options: RelayOptions) {
    const { request, settings } = options;
    this.#options = options;
    this.#request = request;
    const close = settings.connectionMode === "close" || settings.drain.active;
    const words = tokensOf(request, "connection");
    const stays = isVersion11(request) ? !words.includes("close") : words.includes("keep-alive");
    this.clientStays = stays && !close;
  }

  get tunnel(): boolean {
    return this.#framing?.kind === "tunnel";
  }

  /** The server has not sent a byte. */
  get untouched(): boolean {
    return this.#parser.empty && this.#framing === undefined && this.bytes === 0;
  }

  /** The server's connection may serve another request. */
  get serverStays(): boolean {
    return this.#serverStays && !this.#surplus;
  }

  push(bytes: Uint8Array, nowMs: number): RelayStep {
    if (this.done) {
      this.#surplus ||= bytes.length > 0;
      return nothing;
    }
    if (this.#reader) return this.#body(bytes, []);
    return this.#heads(bytes, nowMs);
  }

  /** Any number of interim responses, then the final one. */
  #heads(bytes: Uint8Array, nowMs: number): RelayStep {
    const interim: Uint8Array[] = [];
    for (let rest = bytes; ; ) {
      const parsed = this.#parser.push(rest);
      if (parsed.kind === "bad") return broken;
      if (parsed.kind === "more") return { toClient: interim, bad: false };
      rest = rest.subarray(parsed.consumed);
      const { head } = parsed;
      if (head.status >= 200 || head.status === 101) {
        const step = this.#final(head, rest, nowMs);
        return { ...step, toClient: [...interim, ...step.toClient] };
      }
      interim.push(...this.#interim(head));
    }
  }

  /** The server closed: true when that is how this body ends. */
  endsWithClose(): boolean {
    if (this.#framing?.kind !== "until-close") return false;
    this.done = true;
    return true;
  }

  /** A reply of ours in place of the server's; `text` is a whole response, or empty. */
  reply(status: number, text: string, requestDone: boolean): readonly Uint8Array[] {
    this.status = status;
    const reply = text === "" ? undefined : parseReply(text);
    if (!reply) return [];
    const { head, body } = reply;
    const framed = head.headers.some((header) => header.name === "content-length");
    const withBody = this.#request.method !== "HEAD";
    this.clientStays &&= requestDone && (framed || !withBody);
    // In a file's reply HAProxy counts the connection header too, though it does not send it so.
    const uncounted = head.headers.filter((header) => header.name === "connection");
    this.bytes += headSize(head) + fieldsSize(uncounted) + (withBody ? body.length : 0);
    return [latin1Bytes(this.#headText(this.#after(head)) + (withBody ? body : ""))];
  }

  /** `http-after-response`: the last word on any head. */
  #after(head: ResponseHead): ResponseHead {
    const { settings, view } = this.#options;
    const ruled = settings.afterRules ? applyResponseRules(settings.afterRules, head, view) : head;
    return typeof ruled === "number" ? head : ruled;
  }

  #interim(head: ResponseHead): readonly Uint8Array[] {
    this.#parser = responseParser();
    this.bytes += headSize(head);
    // An HTTP/1.0 client knows no interim responses: RFC 9110 §15.2.
    if (!isVersion11(this.#request)) return [];
    return [latin1Bytes(responseText(head, { close: false, clientVersion11: true }))];
  }

  #final(head: ResponseHead, rest: Uint8Array, nowMs: number): RelayStep {
    const framing = responseFraming(head, this.#request.method);
    // Only who asked for another protocol can get one; else the next request would go unread to the server.
    const unasked = head.status === 101 && !asksForUpgrade(this.#request);
    if (framing.kind === "bad" || unasked) return broken;
    const { settings, view } = this.#options;
    const ruled = settings.responseRules ? applyResponseRules(settings.responseRules, head, view) : head;
    if (typeof ruled === "number") return { ...broken, denied: ruled };
    this.#framing = framing;
    this.#reader = bodyReader(framing);
    this.status = head.status;
    this.responseAtMs = nowMs;
    const words = tokensOf(head, "connection");
    const stays = isVersion11(head) ? !words.includes("close") : words.includes("keep-alive");
    this.#serverStays = stays && !isAmbiguous(head) && !["until-close", "tunnel"].includes(framing.kind);
    const unframed = framing.kind === "until-close" || (framing.kind === "chunked" && !this.#rechunks);
    this.clientStays &&= !unframed && framing.kind !== "tunnel";
    const before = this.bytes;
    this.bytes += headSize(head);
    const step = this.#body(rest, [latin1Bytes(this.#headText(this.#after(ruled)))]);
    // A body that is broken from its first bytes on: nothing of it has been sent, so the client can be told.
    if (step.bad) this.bytes = before;
    else this.started = true;
    return step;
  }

  get #rechunks(): boolean {
    return isVersion11(this.#request);
  }

  #headText(head: ResponseHead): string {
    const close = !this.clientStays && !this.tunnel;
    const plain = this.#framing?.kind === "chunked" && !this.#rechunks;
    const dropped = head.status === 204 ? noBody : plain ? plainBody : [];
    const headers =
      dropped.length > 0 ? head.headers.filter(({ name }) => !dropped.includes(name)) : head.headers;
    return responseText(
      { ...head, headers },
      { close, clientVersion11: isVersion11(this.#request) || this.tunnel },
    );
  }

  #body(bytes: Uint8Array, before: readonly Uint8Array[]): RelayStep {
    const part: BodyPart | undefined = this.#reader?.push(bytes);
    if (!part || part.bad) return broken;
    this.done = part.done;
    this.#surplus = part.consumed < bytes.length;
    const chunked = this.#framing?.kind === "chunked";
    // The end of a chunked body counts one byte in HAProxy's log.
    this.bytes += dataSize(part) + fieldsSize(part.trailers) + (part.done && chunked ? 1 : 0);
    return { toClient: [...before, ...bodyBytes(part, chunked && this.#rechunks)], bad: false };
  }
}
