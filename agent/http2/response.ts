import { type BodyReader, bodyReader } from "../http/body.ts";
import { concat, latin1 } from "../http/bytes.ts";
import type { Framing } from "../http/framing.ts";
import type { Header } from "../http/head.ts";

/** What the answer says next, in the words of HTTP/2. */
export type ResponsePart =
  | { readonly kind: "interim"; readonly status: number; readonly fields: readonly Header[] }
  | { readonly kind: "head"; readonly status: number; readonly fields: readonly Header[] }
  /** Parts of the bytes that were given, not copies. */
  | { readonly kind: "data"; readonly bytes: Uint8Array }
  | { readonly kind: "end"; readonly trailers: readonly Header[] };

/** Of one hop of HTTP/1: RFC 9113 §8.2.2. */
const ofConnection: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "transfer-encoding",
  "upgrade",
]);

const nothing = new Uint8Array(0);

/** Reads the answer to one request, as this balancer writes it in HTTP/1.1: well-formed, in pieces of any size. */
export class ResponseReader {
  readonly #method: string;
  #head: Uint8Array = nothing;
  #body: BodyReader | undefined;
  #untilClose = false;
  /** The answer is whole. */
  done = false;

  constructor(method: string) {
    this.#method = method;
  }

  /** The connection ended: true when that is how this answer ends. */
  endsWithClose(): boolean {
    if (this.done || !this.#untilClose) return false;
    this.done = true;
    return true;
  }

  push(bytes: Uint8Array): readonly ResponsePart[] {
    if (this.done) return [];
    if (this.#body) return this.#data(bytes, []);
    this.#head = concat(this.#head, bytes);
    const parts: ResponsePart[] = [];
    while (!this.#body) {
      const end = endOfHead(this.#head);
      if (end < 0) return parts;
      parts.push(this.#begin(latin1(this.#head, 0, end)));
      this.#head = this.#head.subarray(end + 4);
    }
    const rest = this.#head;
    this.#head = nothing;
    return this.#data(rest, parts);
  }

  #begin(text: string): ResponsePart {
    const [first = "", ...lines] = text.split("\r\n");
    const status = Number(first.split(" ", 2)[1]);
    const headers = lines.map((line): Header => {
      const colon = line.indexOf(":");
      return { name: line.slice(0, colon), value: line.slice(colon + 1).trim() };
    });
    const fields = headers.filter(({ name }) => !ofConnection.has(name));
    if (status < 200) return { kind: "interim", status, fields };
    const framing = this.#framing(status, headers);
    this.#untilClose = framing.kind === "until-close" || framing.kind === "tunnel";
    this.#body = bodyReader(framing);
    return { kind: "head", status, fields };
  }

  #framing(status: number, headers: readonly Header[]): Framing {
    const of = (name: string): string | undefined => headers.find((one) => one.name === name)?.value;
    if (this.#method === "CONNECT" && status < 300) return { kind: "tunnel" };
    if (this.#method === "HEAD" || status === 204 || status === 304) return { kind: "none" };
    if (of("transfer-encoding") !== undefined) return { kind: "chunked" };
    const length = of("content-length");
    return length === undefined ? { kind: "until-close" } : { kind: "length", bytes: Number(length) };
  }

  #data(bytes: Uint8Array, parts: ResponsePart[]): readonly ResponsePart[] {
    const body = this.#body;
    body?.read(bytes, 0, {
      data: (piece, start, end) => parts.push({ kind: "data", bytes: piece.subarray(start, end) }),
    });
    if (!body?.done) return parts;
    this.done = true;
    parts.push({ kind: "end", trailers: body.trailers });
    return parts;
  }
}

/** Where the empty line begins; −1 while it has not come. */
function endOfHead(bytes: Uint8Array): number {
  for (let at = bytes.indexOf(13); at >= 0; at = bytes.indexOf(13, at + 1))
    if (bytes[at + 1] === 10 && bytes[at + 2] === 13 && bytes[at + 3] === 10) return at;
  return -1;
}
