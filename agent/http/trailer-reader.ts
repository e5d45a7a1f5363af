import { type Header, trimBlanks } from "./head.ts";

const maximumLine = 1024;
const maximumBytes = 8192;
/** What frames or routes a message is said before its body, never behind it: RFC 9110 §6.5.1. */
const headOnly = new Set(["content-length", "host", "transfer-encoding"]);
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const badValue = /[\x00-\x08\x0a-\x1f\x7f]/;

/** The fields behind the last chunk, up to the empty line: RFC 9112 §7.1.2. They are rare, so text will do. */
export class TrailerReader {
  readonly headers: Header[] = [];
  state: "more" | "done" | "bad" = "more";
  /** The line under way. */
  #line = "";
  #sizeBytes = 0;

  /** CR must be followed by LF, and LF must follow CR. */
  push(byte: number): void {
    const afterReturn = this.#line.endsWith("\r");
    if (afterReturn !== (byte === 10) || this.#line.length > maximumLine) this.state = "bad";
    else if (byte === 10) this.#endLine(this.#line.slice(0, -1));
    else this.#line += String.fromCharCode(byte);
  }

  #endLine(line: string): void {
    this.#line = "";
    this.#sizeBytes += line.length;
    const header = line === "" ? undefined : parseTrailer(line);
    if (line === "") this.state = "done";
    else if (!header || this.#sizeBytes > maximumBytes) this.state = "bad";
    else this.headers.push(header);
  }
}

function parseTrailer(line: string): Header | undefined {
  const colon = line.indexOf(":");
  const name = line.slice(0, Math.max(0, colon)).toLowerCase();
  const value = trimBlanks(line.slice(colon + 1));
  return token.test(name) && !badValue.test(value) && !headOnly.has(name) ? { name, value } : undefined;
}
