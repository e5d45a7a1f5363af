import { ChunkReader } from "./chunk-reader.ts";
import type { Framing } from "./framing.ts";
import type { Header } from "./head.ts";

/** Takes the bytes of a body, without what frames them. They are parts of the piece, not copies. */
export interface BodySink {
  data(bytes: Uint8Array, start: number, end: number): void;
}

/** Finds the end of one body in pieces of any size. */
export interface BodyReader {
  readonly done: boolean;
  readonly bad: boolean;
  readonly trailers: readonly Header[];
  /** Reads from `from` on; gives where the next message begins. */
  read(piece: Uint8Array, from: number, sink: BodySink): number;
}

const noTrailers: readonly Header[] = [];

/** A reader for one body. `none` is done from the first. */
export function bodyReader(framing: Framing): BodyReader {
  if (framing.kind === "chunked") return new ChunkReader();
  if (framing.kind === "length") return new LengthReader(framing.bytes);
  return framing.kind === "none" || framing.kind === "bad" ? emptyReader : endlessReader;
}

const emptyReader: BodyReader = {
  done: true,
  bad: false,
  trailers: noTrailers,
  read: (_, from) => from,
};

const endlessReader: BodyReader = {
  done: false,
  bad: false,
  trailers: noTrailers,
  read: (piece, from, sink) => {
    if (from < piece.length) sink.data(piece, from, piece.length);
    return piece.length;
  },
};

class LengthReader implements BodyReader {
  readonly bad = false;
  readonly trailers = noTrailers;
  #left: number;

  constructor(lengthBytes: number) {
    this.#left = lengthBytes;
  }

  get done(): boolean {
    return this.#left === 0;
  }

  read(piece: Uint8Array, from: number, sink: BodySink): number {
    const end = Math.min(from + this.#left, piece.length);
    this.#left -= end - from;
    if (end > from) sink.data(piece, from, end);
    return end;
  }
}
