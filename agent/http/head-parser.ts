import { concat, latin1 } from "./bytes.ts";
import { type Head, type Header, type RequestHead, type ResponseHead, trimBlanks } from "./head.ts";
import { hostIsBad } from "./host.ts";

export type BadHead =
  | "bare-lf"
  | "bare-cr"
  | "start-line"
  | "header-name"
  | "header-value"
  | "obs-fold"
  | "too-long"
  | "host";

/** What the bytes say so far; `consumed` counts the bytes of this call that belong to the head. */
export type HeadResult<Kind extends Head> =
  | { readonly kind: "more" }
  | { readonly kind: "head"; readonly head: Kind; readonly consumed: number }
  | { readonly kind: "bad"; readonly reason: BadHead };

/** HAProxy's buffer (16 KiB) less the room that it keeps for rewriting (1 KiB). */
export const maximumHeadBytes = 15_360;
const maximumHeaders = 100;
const lineFeed = 10;
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
// Visible characters, blanks, tabs and bytes above ASCII: RFC 9110 §5.5.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const badValue = /[\x00-\x08\x0a-\x1f\x7f]/;

/**
 * Reads the head of a message from pieces of any size; strict as RFC 9112 asks (§2.2, §5.1, §5.2): no bare CR or
 * LF, no blank before the colon, no folded line. A parser serves one message; empty lines before it are skipped.
 */
export class HeadParser<Kind extends Head> {
  readonly #startLine: (line: string) => Kind | undefined;
  #bytes: Uint8Array = new Uint8Array(0);
  /** Where the next line begins. */
  #at = 0;
  /** Where to look for the next line feed: no byte is looked at twice. */
  #seen = 0;
  #start: Kind | undefined;
  readonly #headers: Header[] = [];
  #result: HeadResult<Kind> | undefined;

  constructor(startLine: (line: string) => Kind | undefined) {
    this.#startLine = startLine;
  }

  /** True when nothing but empty lines has come. */
  get empty(): boolean {
    return this.#start === undefined && this.#at === this.#bytes.length && this.#result === undefined;
  }

  push(piece: Uint8Array): HeadResult<Kind> {
    if (this.#result) return this.#result;
    const before = this.#bytes.length;
    this.#bytes = concat(this.#bytes, piece);
    const found = this.#lines(before);
    if (found.kind !== "more") this.#result = found;
    return found;
  }

  #lines(before: number): HeadResult<Kind> {
    for (;;) {
      const end = this.#bytes.indexOf(lineFeed, this.#seen);
      this.#seen = end < 0 ? this.#bytes.length : end + 1;
      if (this.#seen > maximumHeadBytes) return { kind: "bad", reason: "too-long" };
      if (end < 0) return { kind: "more" };
      if (this.#bytes[end - 1] !== 13 || end === this.#at) return { kind: "bad", reason: "bare-lf" };
      const line = latin1(this.#bytes, this.#at, end - 1);
      this.#at = end + 1;
      if (line === "" && this.#start) return this.#finish(end + 1 - before);
      const bad = line.includes("\r") ? "bare-cr" : this.#line(line);
      if (bad) return { kind: "bad", reason: bad };
    }
  }

  #finish(consumed: number): HeadResult<Kind> {
    const head = { ...this.#start, headers: this.#headers } as unknown as Kind;
    return head.kind === "request" && hostIsBad(head)
      ? { kind: "bad", reason: "host" }
      : { kind: "head", head, consumed };
  }

  #line(line: string): BadHead | undefined {
    if (this.#start) return this.#header(line);
    if (line === "") return undefined;
    this.#start = this.#startLine(line);
    return this.#start ? undefined : "start-line";
  }

  #header(line: string): BadHead | undefined {
    const header = parseHeader(line);
    if (typeof header === "string") return header;
    this.#headers.push(header);
    return this.#headers.length > maximumHeaders ? "too-long" : undefined;
  }
}

/** `name: value`, or why it is none. Trailers have the same form. */
export function parseHeader(line: string): Header | BadHead {
  if (line.startsWith(" ") || line.startsWith("\t")) return "obs-fold";
  const colon = line.indexOf(":");
  const name = line.slice(0, Math.max(0, colon));
  if (!token.test(name)) return "header-name";
  const value = trimBlanks(line.slice(colon + 1));
  return badValue.test(value) ? "header-value" : { name: name.toLowerCase(), value };
}

/** A parser for one request. Its target is visible ASCII without a fragment: RFC 9112 §3.2. */
export function requestParser(): HeadParser<RequestHead> {
  return new HeadParser((line) => {
    const [, method = "", target = "", version = ""] = /^(\S+) ([!-"$-~]+) (HTTP\/1\.\d)$/.exec(line) ?? [];
    const sound = token.test(method) && /^(\/|\*$|[A-Za-z][A-Za-z0-9+.-]*:\/\/)/.test(target);
    const authority = method === "CONNECT" && target !== "";
    return sound || authority ? { kind: "request", method, target, version, headers: [] } : undefined;
  });
}

/** A parser for one response. */
export function responseParser(): HeadParser<ResponseHead> {
  return new HeadParser((line) => {
    const found = /^(HTTP\/1\.\d) (\d{3})(?: ([\t -~\x80-\xff]*))?$/.exec(line);
    if (!found) return undefined;
    const [, version = "", status = "", reason = ""] = found;
    return { kind: "response", version, status: Number(status), reason, headers: [] };
  });
}
