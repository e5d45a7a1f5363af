import { targetByte, tokenLower } from "./byte-table.ts";
import { familiar, latin1, latin1Bytes } from "./bytes.ts";
import { type Framing, requestFraming } from "./framing.ts";
import type { RequestHead } from "./head.ts";
import { type BadHead, HeadScan, type StartLine } from "./head-scan.ts";
import { hostIsBad } from "./host.ts";
import { versionBytes, versionPrefix, versionText } from "./version.ts";
import { requestView } from "./view.ts";

const methods = ["GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "CONNECT", "TRACE"];
const methodBytes = methods.map(latin1Bytes);
const noBody: Framing = { kind: "none" };

/** Reads the head of a request. Its target is visible ASCII without a fragment: RFC 9112 §3.2. */
export class RequestScan extends HeadScan {
  readonly #found: StartLine = { end: 0, bad: false };
  #methodEnd = 0;
  #targetEnd = 0;
  #target: string | undefined;
  #view: RequestHead | undefined;
  /** What rules and the log are told instead of the version that came. */
  #shownVersion: string | undefined;
  method = "";
  minor = 0;
  framing = noBody;

  constructor(shownVersion?: string) {
    super();
    this.#shownVersion = shownVersion;
  }

  /** For the first request of another connection. */
  renew(shownVersion: string | undefined): void {
    this.reset();
    this.#shownVersion = shownVersion;
  }

  override reset(): void {
    super.reset();
    this.#target = undefined;
    this.framing = noBody;
  }

  get target(): string {
    this.#target ??= familiar(this.room.bytes, this.#methodEnd + 1, this.#targetEnd);
    return this.#target;
  }

  get version(): string {
    return versionText(this.minor);
  }

  get shownVersion(): string {
    return this.#shownVersion ?? this.version;
  }

  /** Rules and the log are told what came. */
  get isShownAsItCame(): boolean {
    return this.#shownVersion === undefined;
  }

  /** The first line as it came; of HTTP/2 what the original makes of it. */
  get line(): string {
    if (this.#shownVersion !== undefined) {
      const host = this.head.headers.find(({ name }) => name === "host")?.value ?? "";
      return `${this.method} https://${host}${this.target} ${this.#shownVersion}`;
    }
    return latin1(this.room.bytes, this.lineStart, this.lineEnd);
  }

  /** The size of the first line without its blanks. */
  get lineBytes(): number {
    return this.lineEnd - this.lineStart - 2;
  }

  /** HTTP/1.1 or later of version 1: connections stay open unless somebody says "close". */
  get isVersion11(): boolean {
    return this.minor > 0;
  }

  /** As rules see it: one object for all requests that are read here, so that none is made for each. */
  get head(): RequestHead {
    this.#view ??= requestView(this);
    return this.#view;
  }

  protected readStart(bytes: Uint8Array, start: number, length: number): StartLine {
    let at = start;
    while (at < length && tokenLower[bytes[at] as number] !== 0) at++;
    this.#methodEnd = at;
    if (at === length || bytes[at] !== 32 || at === start) return this.#stop(at, at < length);
    at++;
    while (at < length && targetByte[bytes[at] as number] === 1) at++;
    this.#targetEnd = at;
    if (at === length || bytes[at] !== 32 || at === this.#methodEnd + 1) return this.#stop(at, at < length);
    const end = at + 1 + versionPrefix(bytes, at + 1, length);
    if (end < at + 1 + versionBytes) return this.#stop(end, end < length);
    this.minor = (bytes[end - 1] as number) - 48;
    return this.#stop(end, false);
  }

  #stop(end: number, bad: boolean): StartLine {
    this.#found.end = end;
    this.#found.bad = bad;
    return this.#found;
  }

  protected startIsSound(): boolean {
    const { bytes } = this.room;
    this.method = methodOf(bytes, this.lineStart, this.#methodEnd);
    return bytes[this.#methodEnd + 1] === 47 || isTarget(this.method, this.target);
  }

  protected judge(): BadHead | undefined {
    const path = this.room.bytes[this.#methodEnd + 1] === 47;
    const mayDiffer = this.facts.hosts > 1 || !path || this.method === "CONNECT";
    if (mayDiffer && hostIsBad(this.head)) return "host";
    this.framing = requestFraming(this.facts.declared, this);
    return undefined;
  }
}

/** What is no path: all of it (`*`), with a scheme, or whatever CONNECT has. */
function isTarget(method: string, target: string): boolean {
  return method === "CONNECT" || target === "*" || /^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(target);
}

/** The usual ones are found without making a text. */
function methodOf(bytes: Uint8Array, start: number, end: number): string {
  for (let index = 0; index < methods.length; index++) {
    const name = methodBytes[index] as Uint8Array;
    if (name.length !== end - start) continue;
    let at = 0;
    while (at < name.length && name[at] === bytes[start + at]) at++;
    if (at === name.length) return methods[index] as string;
  }
  return latin1(bytes, start, end);
}
