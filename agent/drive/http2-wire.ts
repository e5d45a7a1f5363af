import { constants, type OutgoingHttpHeaders, type ServerHttp2Stream } from "node:http2";
import type { TlsView } from "../acl/view.ts";
import { concat, latin1Bytes } from "../http/bytes.ts";
import { fieldText } from "../http/field-text.ts";
import type { Header } from "../http/head.ts";
import type { RequestBytes } from "../http2/request.ts";
import { type ResponsePart, ResponseReader } from "../http2/response.ts";
import type { Endpoint } from "../net/stream/endpoint.ts";
import type { Wire, WireOwner } from "../net/stream/wire.ts";
import type { TlsPlace } from "../tls/place.ts";

/** Trailers may follow; a date is the server's to say. */
const asWritten = { waitForTrailers: true, sendDate: false };
const lineEnd = latin1Bytes("\r\n");
const { NGHTTP2_NO_ERROR, NGHTTP2_INTERNAL_ERROR, NGHTTP2_CANCEL } = constants;

/** A stream of HTTP/2 as a client's connection with one request: RFC 9113 §8 on one side, HTTP/1.1 on the other. */
export class Http2Wire implements Wire {
  readonly isTls = true;
  readonly shownVersion = "HTTP/2.0";
  readonly isLater: boolean;
  readonly remote: Endpoint;
  readonly local: Endpoint;
  readonly serverName: string | undefined;
  owner: WireOwner | undefined;
  ended = false;
  readonly #place: TlsPlace;
  readonly #stream: ServerHttp2Stream;
  readonly #request: RequestBytes;
  readonly #reader: ResponseReader;
  #trailers: readonly Header[] = [];
  /** What the client says behind its body. */
  #requestTrailers: readonly Header[] = [];
  #requestEnded: boolean;

  constructor(stream: ServerHttp2Stream, request: RequestBytes, place: TlsPlace, isLater: boolean) {
    this.#stream = stream;
    this.#request = request;
    this.isLater = isLater;
    this.#reader = new ResponseReader(request.method);
    this.#requestEnded = stream.endAfterHeaders;
    this.#place = place;
    this.remote = place.remote;
    this.local = place.local;
    this.serverName = place.serverName;
  }

  /** Tells the owner of the request, and from then on of its body. */
  begin(): void {
    const stream = this.#stream;
    stream.on("trailers", (fields) => {
      this.#requestTrailers = headersOf(fields);
    });
    stream.on("data", (bytes: Buffer) => this.#told(this.#request.chunked ? chunk(bytes) : bytes));
    stream.once("end", () => this.#requestOver());
    stream.on("drain", () => this.owner?.onDrain());
    stream.on("wantTrailers", () => stream.sendTrailers(outgoing(this.#trailers)));
    // An error comes before "close", which tells the owner.
    stream.on("error", () => {});
    stream.once("close", () => {
      if (!this.ended) this.owner?.onBroken();
    });
    this.#told(this.#request.head);
  }

  get tls(): TlsView {
    return this.#place.tls;
  }

  get closed(): boolean {
    return this.#stream.closed || this.#stream.destroyed;
  }

  get queuedBytes(): number {
    return this.#stream.writableLength;
  }

  write(bytes: Uint8Array): boolean {
    if (this.closed) return true;
    let free = true;
    for (const part of this.#reader.push(bytes)) free = this.#send(part) && free;
    if (this.#reader.done) queueMicrotask(() => this.#answered());
    return free;
  }

  end(): void {
    if (this.closed || this.#reader.done) return;
    if (this.#reader.endsWithClose()) this.#finish();
    else this.#stream.close(NGHTTP2_INTERNAL_ERROR);
  }

  pause(): void {
    this.#stream.pause();
  }

  resume(): void {
    this.#stream.resume();
  }

  /** What has been sent whole still goes out. */
  destroy(): void {
    if (!this.closed && !this.#reader.done) this.#stream.close(NGHTTP2_CANCEL);
  }

  reset(): void {
    this.destroy();
  }

  #told(bytes: Uint8Array): void {
    if (!this.ended) this.owner?.onData(bytes);
  }

  #requestOver(): void {
    this.#requestEnded = true;
    if (this.#request.chunked) this.#told(latin1Bytes(`0\r\n${fieldText(this.#requestTrailers)}\r\n`));
    else if (this.#request.method === "CONNECT") this.#tellEnd();
  }

  #send(part: ResponsePart): boolean {
    const stream = this.#stream;
    if (part.kind === "interim")
      stream.additionalHeaders({ ":status": part.status, ...outgoing(part.fields) });
    else if (part.kind === "head")
      stream.respond({ ":status": part.status, ...outgoing(part.fields) }, asWritten);
    // The bytes are lent: node:http2 keeps them until the client's window has room.
    else if (part.kind === "data") return stream.write(Buffer.from(part.bytes));
    else {
      this.#trailers = part.trailers;
      this.#finish();
    }
    return true;
  }

  /** The answer is whole: who still sends its request is told that nobody reads it (RFC 9113 §8.1). */
  #finish(): void {
    this.#stream.end();
    if (!this.#requestEnded) this.#stream.once("finish", () => this.#stream.close(NGHTTP2_NO_ERROR));
  }

  /** There is one request a stream: behind its answer the client's side of this connection ends. */
  #answered(): void {
    this.#tellEnd();
  }

  #tellEnd(): void {
    if (this.ended) return;
    this.ended = true;
    this.owner?.onEnd();
  }
}

/** RFC 9112 §7.1. */
function chunk(bytes: Uint8Array): Uint8Array {
  return concat(concat(latin1Bytes(`${bytes.length.toString(16)}\r\n`), bytes), lineEnd);
}

function headersOf(
  fields: Readonly<Record<string, string | readonly string[] | undefined>>,
): readonly Header[] {
  return Object.entries(fields).flatMap(([name, value]) =>
    [value ?? []].flat().map((one) => ({ name, value: String(one) })),
  );
}

/** Several of one name are a list there. */
function outgoing(fields: readonly Header[]): OutgoingHttpHeaders {
  const headers: Record<string, string[]> = {};
  for (const { name, value } of fields) {
    headers[name] ??= [];
    headers[name].push(value);
  }
  return Object.fromEntries(
    Object.entries(headers).map(([name, all]) => [name, all.length === 1 ? all[0] : all]),
  );
}
