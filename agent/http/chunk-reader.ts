import type { BodyPart, BodyReader } from "./body.ts";
import type { Header } from "./head.ts";
import { parseHeader } from "./head-parser.ts";

const maximumLine = 1024;
const maximumTrailerBytes = 8192;
/** What frames or routes a message is said before its body, never behind it: RFC 9110 §6.5.1. */
const headOnly = new Set(["content-length", "host", "transfer-encoding"]);

type State =
  | { readonly kind: "size" | "data-end" | "trailer" | "done" | "bad" }
  | { readonly kind: "data"; readonly left: number };

/** The chunked coding, strict: RFC 9112 §7.1. Extensions are read over, trailers are kept. */
export class ChunkReader implements BodyReader {
  #state: State = { kind: "size" };
  /** The line under way, without its end. */
  #line = "";
  #trailerBytes = 0;
  readonly #trailers: Header[] = [];

  push(piece: Uint8Array): BodyPart {
    const data: Uint8Array[] = [];
    let at = 0;
    while (at < piece.length && this.#state.kind !== "done" && this.#state.kind !== "bad") {
      at =
        this.#state.kind === "data"
          ? this.#take(piece, at, this.#state.left, data)
          : this.#character(piece, at);
    }
    const { kind } = this.#state;
    return { data, consumed: at, done: kind === "done", bad: kind === "bad", trailers: this.#trailers };
  }

  #take(piece: Uint8Array, at: number, left: number, data: Uint8Array[]): number {
    const part = piece.subarray(at, at + left);
    data.push(part);
    const rest = left - part.length;
    this.#state = rest > 0 ? { kind: "data", left: rest } : { kind: "data-end" };
    return at + part.length;
  }

  /** One character of a line. CR must be followed by LF, and LF must follow CR. */
  #character(piece: Uint8Array, at: number): number {
    const code = piece[at] ?? 0;
    const afterReturn = this.#line.endsWith("\r");
    if (afterReturn !== (code === 10) || this.#line.length > maximumLine) this.#state = { kind: "bad" };
    else if (code === 10) this.#endLine();
    else this.#line += String.fromCharCode(code);
    return at + 1;
  }

  #endLine(): void {
    const line = this.#line.slice(0, -1);
    this.#line = "";
    if (this.#state.kind === "size") this.#state = sizeState(line);
    else if (this.#state.kind === "data-end") this.#state = line === "" ? { kind: "size" } : { kind: "bad" };
    else this.#trailer(line);
  }

  #trailer(line: string): void {
    if (line === "") {
      this.#state = { kind: "done" };
      return;
    }
    const header = parseHeader(line);
    this.#trailerBytes += line.length;
    const bad =
      typeof header === "string" || headOnly.has(header.name) || this.#trailerBytes > maximumTrailerBytes;
    if (bad) this.#state = { kind: "bad" };
    else this.#trailers.push(header);
  }
}

function sizeState(line: string): State {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  const digits = /^0*([0-9a-fA-F]{1,12})(?:[ \t]*;[^\x00-\x08\x0a-\x1f\x7f]*)?$/.exec(line)?.[1];
  if (digits === undefined) return { kind: "bad" };
  const left = Number.parseInt(digits, 16);
  return left === 0 ? { kind: "trailer" } : { kind: "data", left };
}
