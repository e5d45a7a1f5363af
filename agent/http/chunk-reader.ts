import type { BodyReader, BodySink } from "./body.ts";
import { hexPlusOne, valueByte } from "./byte-table.ts";
import { isBlank } from "./connection-words.ts";
import type { Header } from "./head.ts";
import { TrailerReader } from "./trailer-reader.ts";

const maximumLine = 1024;
/** More hexadecimal digits than this are no exact number any more. */
const maximumDigits = 12;

type State =
  | "size"
  | "blank"
  | "extension"
  | "size-end"
  | "data"
  | "data-return"
  | "data-end"
  | "trailer"
  | "done"
  | "bad";

/** The chunked coding, strict: RFC 9112 §7.1. Extensions are read over, trailers are kept. */
export class ChunkReader implements BodyReader {
  #state: State = "size";
  #left = 0;
  #digits = 0;
  #lineBytes = 0;
  #trailer: TrailerReader | undefined;

  get done(): boolean {
    return this.#state === "done";
  }

  get bad(): boolean {
    return this.#state === "bad";
  }

  get trailers(): readonly Header[] {
    return this.#trailer?.headers ?? [];
  }

  read(piece: Uint8Array, from: number, sink: BodySink): number {
    let at = from;
    while (at < piece.length && this.#state !== "done" && this.#state !== "bad") {
      if (this.#state === "data") at = this.#data(piece, at, sink);
      else this.#state = this.#next(piece[at++] as number);
    }
    return at;
  }

  #data(piece: Uint8Array, at: number, sink: BodySink): number {
    const end = Math.min(at + this.#left, piece.length);
    this.#left -= end - at;
    sink.data(piece, at, end);
    if (this.#left === 0) this.#state = "data-return";
    return end;
  }

  #next(byte: number): State {
    switch (this.#state) {
      case "size":
        return this.#size(byte);
      case "blank":
        return this.#inLine(isBlank(byte) ? "blank" : byte === 59 ? "extension" : "bad");
      case "extension":
        if (byte === 13) return "size-end";
        return this.#inLine(valueByte[byte] === 1 ? "extension" : "bad");
      case "size-end":
        return byte === 10 ? this.#sizeEnds() : "bad";
      case "data-return":
        return byte === 13 ? "data-end" : "bad";
      case "data-end":
        return byte === 10 ? "size" : "bad";
      case "trailer":
        return this.#trailers(byte);
      default:
        return this.#state;
    }
  }

  #size(byte: number): State {
    const digit = (hexPlusOne[byte] as number) - 1;
    if (digit >= 0) {
      this.#left = this.#left * 16 + digit;
      // Zeros at the front do not count.
      this.#digits += this.#left > 0 ? 1 : 0;
      return this.#inLine(this.#digits > maximumDigits ? "bad" : "size");
    }
    if (this.#lineBytes === 0) return "bad";
    if (byte === 13) return "size-end";
    return byte === 59 ? "extension" : isBlank(byte) ? "blank" : "bad";
  }

  #inLine(next: State): State {
    return ++this.#lineBytes > maximumLine ? "bad" : next;
  }

  #sizeEnds(): State {
    this.#lineBytes = 0;
    this.#digits = 0;
    return this.#left > 0 ? "data" : "trailer";
  }

  #trailers(byte: number): State {
    this.#trailer ??= new TrailerReader();
    this.#trailer.push(byte);
    const { state } = this.#trailer;
    return state === "more" ? "trailer" : state;
  }
}
