import { valueByte } from "./byte-table.ts";
import { latin1 } from "./bytes.ts";
import type { ResponseHead } from "./head.ts";
import { HeadScan, type StartLine } from "./head-scan.ts";
import { versionBytes, versionPrefix, versionText } from "./version.ts";
import { responseView } from "./view.ts";

/** Behind the version: a blank and the three digits of the status. */
const statusBytes = 4;

/** Reads the head of a response. A reason may be missing, and the blank before it: RFC 9112 §4. */
export class ResponseScan extends HeadScan {
  readonly #found: StartLine = { end: 0, bad: false };
  status = 0;
  minor = 0;

  get version(): string {
    return versionText(this.minor);
  }

  get reason(): string {
    return latin1(this.room.bytes, this.#reasonStart, this.lineEnd);
  }

  get reasonBytes(): number {
    return this.lineEnd - this.#reasonStart;
  }

  get #reasonStart(): number {
    return Math.min(this.lineEnd, this.lineStart + versionBytes + statusBytes + 1);
  }

  get isVersion11(): boolean {
    return this.minor > 0;
  }

  /** As rules see it: text, made anew each time. */
  get head(): ResponseHead {
    return responseView(this);
  }

  protected readStart(bytes: Uint8Array, start: number, length: number): StartLine {
    const size = versionPrefix(bytes, start, length);
    let at = start + size;
    if (size < versionBytes) return this.#stop(at, at < length);
    this.minor = (bytes[at - 1] as number) - 48;
    if (at < length && bytes[at] !== 32) return this.#stop(at, true);
    let status = 0;
    for (let digits = 1; digits < statusBytes; digits++) {
      if (at + digits >= length) return this.#stop(length, false);
      const digit = (bytes[at + digits] as number) - 48;
      if (digit < 0 || digit > 9) return this.#stop(at + digits, true);
      status = status * 10 + digit;
    }
    this.status = status;
    at += statusBytes;
    if (at < length && bytes[at] === 32) while (at < length && valueByte[bytes[at] as number] === 1) at++;
    return this.#stop(at, false);
  }

  #stop(end: number, bad: boolean): StartLine {
    this.#found.end = end;
    this.#found.bad = bad;
    return this.#found;
  }

  protected startIsSound(): boolean {
    return true;
  }

  protected judge(): undefined {
    return undefined;
  }
}
