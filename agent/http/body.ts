import { ChunkReader } from "./chunk-reader.ts";
import type { Framing } from "./framing.ts";
import type { Header } from "./head.ts";

/** What a piece of the connection holds of a body. */
export interface BodyPart {
  /** Parts of the given piece, not copies. */
  readonly data: readonly Uint8Array[];
  /** How many bytes of the piece belong to this message. */
  readonly consumed: number;
  readonly done: boolean;
  readonly bad: boolean;
  readonly trailers: readonly Header[];
}

export interface BodyReader {
  push(piece: Uint8Array): BodyPart;
}

/** A reader for one body. `none` is done with the first, even empty, piece. */
export function bodyReader(framing: Framing): BodyReader {
  if (framing.kind === "chunked") return new ChunkReader();
  if (framing.kind === "length") return new LengthReader(framing.bytes);
  return framing.kind === "none" || framing.kind === "bad" ? new LengthReader(0) : { push: endless };
}

function endless(piece: Uint8Array): BodyPart {
  return { data: [piece], consumed: piece.length, done: false, bad: false, trailers: [] };
}

class LengthReader implements BodyReader {
  #left: number;

  constructor(lengthBytes: number) {
    this.#left = lengthBytes;
  }

  push(piece: Uint8Array): BodyPart {
    const consumed = Math.min(this.#left, piece.length);
    this.#left -= consumed;
    const data = consumed > 0 ? [piece.subarray(0, consumed)] : [];
    return { data, consumed, done: this.#left === 0, bad: false, trailers: [] };
  }
}
