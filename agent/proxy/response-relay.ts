import type { RequestView } from "../acl/view.ts";
import type { Squeezer } from "../compress/squeezer.ts";
import { type BodyReader, type BodySink, bodyReader } from "../http/body.ts";
import { writeBodyEnd, writeChunkEnd, writeChunkSize } from "../http/chunk-writer.ts";
import { says } from "../http/connection-words.ts";
import { passedBytes, without } from "../http/field-writer.ts";
import { type Framing, isAmbiguous, responseFraming } from "../http/framing.ts";
import type { ResponseHead } from "../http/head.ts";
import type { HeadScan } from "../http/head-scan.ts";
import { writeResponse } from "../http/head-writer.ts";
import { parseReply } from "../http/reply-file.ts";
import type { RequestScan } from "../http/request-scan.ts";
import type { ResponseScan } from "../http/response-scan.ts";
import { giveResponseScan, takeResponseScan } from "../http/scan-pool.ts";
import { captureResponse } from "../rule/capture.ts";
import { applyResponseRules, type ResponseOutcome, type ResponseRules } from "../rule/response.ts";
import type { Outgoing } from "./outgoing.ts";
import type { Evidence } from "./record.ts";
import type { SessionSettings } from "./settings.ts";
import { fieldsSize, responseSize } from "./size.ts";
import { squeeze } from "./squeeze.ts";

/** `bad`: no HTTP; else what a rule wants instead. */
export type RelayVerdict = "on" | "bad" | "refused" | Exclude<ResponseOutcome, { kind: "on" }>;

/** What a response answers, and what is done to it. */
export interface RelayOptions {
  readonly request: RequestScan;
  readonly view: RequestView;
  readonly settings: SessionSettings;
  readonly out: Outgoing;
  /** The cookie that binds the client to its server; undefined: there is none. */
  readonly bind: ((head: ResponseHead) => ResponseHead) | undefined;
  /** Tables are told which server answered; undefined: none wants to know. */
  readonly learn: ((head: ResponseHead) => void) | undefined;
  /** A response with this status is not passed on: `retry-on`. */
  readonly refuses: ((status: number) => boolean) | undefined;
}

/** A message that is not told otherwise stays from version 1.1 on. */
function stays(scan: HeadScan & { readonly isVersion11: boolean }): boolean {
  return scan.isVersion11 ? !scan.facts.has(says.close) : scan.facts.has(says.keepAlive);
}

/** The response on its way from the server to the client: parsed, rewritten, and framed anew. */
export class ResponseRelay implements BodySink {
  readonly #options: RelayOptions;
  /** While a head is being read. */
  #scan: ResponseScan | undefined;
  #framing: Framing | undefined;
  #reader: BodyReader | undefined;
  #rechunks = false;
  #squeezer: Squeezer | undefined;
  #serverStays = false;
  #surplus = false;
  status = -1;
  bytes = 0;
  responseAtMs: number | undefined;
  /** The head of the final response has been sent. */
  started = false;
  done = false;
  clientStays = false;
  /** Of a head that was none. */
  evidence: Evidence | undefined;

  constructor(options: RelayOptions) {
    this.#options = options;
    this.begin();
  }

  /** To be called again when a server is there: a soft stop may have begun meanwhile. */
  begin(): void {
    const { request, settings } = this.#options;
    this.clientStays = stays(request) && settings.connectionMode !== "close" && !settings.drain.active;
  }

  /** Nothing has come, and nothing was answered. */
  get isNew(): boolean {
    return this.status < 0 && this.#scan === undefined && this.#framing === undefined && !this.done;
  }

  get tunnel(): boolean {
    return this.#framing?.kind === "tunnel";
  }

  /** The server has not sent a byte. */
  get untouched(): boolean {
    return (this.#scan?.empty ?? true) && this.#framing === undefined && this.bytes === 0;
  }

  /** The server's connection may serve another request. */
  get serverStays(): boolean {
    return this.#serverStays && !this.#surplus;
  }

  push(bytes: Uint8Array, nowMs: number): RelayVerdict {
    if (this.done) {
      this.#surplus ||= bytes.length > 0;
      return "on";
    }
    return this.#reader ? this.#body(this.#reader, bytes, 0) : this.#heads(bytes, nowMs);
  }

  /** Any number of interim responses, then the final one. */
  #heads(bytes: Uint8Array, nowMs: number): RelayVerdict {
    for (let at = 0; ; ) {
      this.#scan ??= takeResponseScan();
      const scan = this.#scan;
      const state = scan.pushLent(bytes, at);
      if (state === "bad") {
        const { badAt, trouble = "framing" } = scan;
        this.evidence = { side: "response", bytes: scan.copy(bytes, at), at: badAt, reason: trouble };
        return "bad";
      }
      if (state === "more") return "on";
      at += scan.consumed;
      if (scan.status >= 200 || scan.status === 101) {
        const verdict = this.#final(scan, bytes, at, nowMs);
        this.#scan = undefined;
        giveResponseScan(scan);
        return verdict;
      }
      this.#interim(scan);
    }
  }

  /** The server closed: true when that is how this body ends. */
  endsWithClose(): boolean {
    if (this.#framing?.kind !== "until-close") return false;
    this.done = true;
    return true;
  }

  /** A reply of ours in place of the server's; `text` is a whole response, or empty. */
  reply(status: number, text: string, requestDone: boolean): void {
    const { request, settings, out } = this.#options;
    this.status = status;
    const reply = text === "" ? undefined : parseReply(text);
    if (!reply) return;
    const { scan, body } = reply;
    const withBody = request.method !== "HEAD";
    this.clientStays &&=
      requestDone && !scan.facts.has(says.close) && (scan.facts.declared.lengths > 0 || !withBody);
    // In a file's reply HAProxy counts the connection header too, though it does not send it so.
    this.bytes += responseSize(scan, scan.facts.textBytes) + (withBody ? body.length : 0);
    this.#write(scan, this.#after(settings.afterRules, scan, undefined));
    if (withBody) out.send("to-client", body, 0, body.length);
  }

  #interim(scan: ResponseScan): void {
    const { request, out } = this.#options;
    this.bytes += responseSize(scan, passedBytes(scan));
    // An HTTP/1.0 client knows no interim responses: RFC 9110 §15.2.
    const rewrite = { close: false, clientVersion11: true, leftOut: without.nothing };
    if (request.isVersion11) writeResponse(out.to("to-client"), scan, undefined, rewrite);
    scan.reset();
  }

  #final(scan: ResponseScan, bytes: Uint8Array, at: number, nowMs: number): RelayVerdict {
    const { request, settings, out, refuses } = this.#options;
    const framing = responseFraming(scan.facts.declared, scan, request.method);
    // Only who asked for another protocol can get one; else the next request would go unread to the server.
    const unasked = scan.status === 101 && !request.facts.asksForUpgrade;
    if (framing.kind === "bad" || unasked) return "bad";
    if (refuses?.(scan.status)) return "refused";
    this.#options.learn?.(scan.head);
    const { captures } = settings.frontend;
    if (captures) captureResponse(captures, scan.head, this.#options.view);
    const ruled = this.#ruled(settings.responseRules, scan, undefined);
    if (ruled && ruled.kind !== "on") return ruled;
    this.#judge(scan, framing);
    if (ruled) this.status = ruled.head.status;
    this.responseAtMs = nowMs;
    const before = this.bytes;
    this.bytes += responseSize(scan, passedBytes(scan));
    const mark = out.mark();
    const bound = this.#options.bind?.(ruled?.head ?? scan.head) ?? ruled?.head;
    this.#write(scan, this.#squeezed(scan, this.#after(settings.afterRules, scan, bound), framing));
    this.#reader = bodyReader(framing);
    const verdict = this.#body(this.#reader, bytes, at);
    this.started = verdict === "on";
    if (this.started) return verdict;
    // A body that is broken from its first bytes on: nothing of it has been sent, so the client can be told.
    this.bytes = before;
    this.#framing = undefined;
    this.#rechunks = false;
    this.#squeezer = undefined;
    out.rewind(mark);
    return verdict;
  }

  /** What follows from the head: the status, and who stays connected. */
  #judge(scan: ResponseScan, framing: Framing): void {
    const { request } = this.#options;
    const { kind } = framing;
    this.#framing = framing;
    this.status = scan.status;
    this.#rechunks = kind === "chunked" && request.isVersion11;
    const ends = kind === "until-close" || kind === "tunnel";
    this.#serverStays = stays(scan) && !isAmbiguous(scan.facts.declared) && !ends;
    this.clientStays &&= !ends && (kind !== "chunked" || this.#rechunks);
  }

  #ruled(
    rules: readonly ResponseRules[] | undefined,
    scan: ResponseScan,
    head: ResponseHead | undefined,
  ): ResponseOutcome | undefined {
    return rules && applyResponseRules(rules, head ?? scan.head, this.#options.view);
  }

  /** The last word on any head; it cannot refuse one. */
  #after(
    rules: readonly ResponseRules[] | undefined,
    scan: ResponseScan,
    head: ResponseHead | undefined,
  ): ResponseHead | undefined {
    const outcome = this.#ruled(rules, scan, head);
    return outcome?.kind === "on" ? outcome.head : head;
  }

  #squeezed(scan: ResponseScan, head: ResponseHead | undefined, framing: Framing): ResponseHead | undefined {
    const { request, settings } = this.#options;
    const squeezed = settings.compression && squeeze(settings, request, head ?? scan.head, framing);
    if (!squeezed) return head;
    this.#squeezer = squeezed.squeezer;
    this.#rechunks = true;
    return squeezed.head;
  }

  #write(scan: ResponseScan, head: ResponseHead | undefined): void {
    const { request, out, settings, view } = this.#options;
    // Of a response that cannot have a body, its length or coding does not pass on: RFC 9110 §8.6.
    const noBody = scan.status === 204 ? without.length | without.coding : without.nothing;
    // An HTTP/1.0 client knows no chunks.
    const plain = this.#framing?.kind === "chunked" && !this.#rechunks ? without.coding : without.nothing;
    // In HTTP/2 all names are in small letters.
    const { nameCases: wanted } = settings.frontend;
    const nameCases = wanted && view.connection.shownVersion === undefined ? wanted : undefined;
    if (nameCases) out.mark();
    writeResponse(out.to("to-client"), scan, head, {
      close: !this.clientStays && !this.tunnel,
      clientVersion11: request.isVersion11 || this.tunnel,
      leftOut: noBody | plain,
    });
    if (nameCases) out.adjust(nameCases);
  }

  #body(reader: BodyReader, bytes: Uint8Array, from: number): RelayVerdict {
    const end = reader.read(bytes, from, this);
    if (reader.bad) return "bad";
    this.done = reader.done;
    this.#surplus = end < bytes.length;
    for (const piece of this.#squeezer?.take(this.done) ?? []) this.#send(piece, 0, piece.length);
    if (!this.done || (this.#framing?.kind !== "chunked" && !this.#squeezer)) return "on";
    // The end of a chunked body counts one byte in HAProxy's log.
    if (this.#framing?.kind === "chunked") this.bytes += fieldsSize(reader.trailers) + 1;
    if (this.#rechunks) writeBodyEnd(this.#options.out.to("to-client"), reader.trailers);
    return "on";
  }

  data(bytes: Uint8Array, start: number, end: number): void {
    this.bytes += end - start;
    if (this.#squeezer) this.#squeezer.add(bytes.subarray(start, end));
    else this.#send(bytes, start, end);
  }

  #send(bytes: Uint8Array, start: number, end: number): void {
    const { out } = this.#options;
    if (this.#rechunks) writeChunkSize(out.to("to-client"), end - start);
    out.send("to-client", bytes, start, end);
    if (this.#rechunks) writeChunkEnd(out.to("to-client"));
  }
}
