import { type BodyReader, type BodySink, bodyReader } from "../http/body.ts";
import { writeBodyEnd, writeChunkEnd, writeChunkSize } from "../http/chunk-writer.ts";
import type { RequestScan } from "../http/request-scan.ts";
import type { Outgoing } from "./outgoing.ts";
import type { Replay } from "./replay.ts";
import { requestSize } from "./size.ts";

/** Who reads a request's body in place of a server. */
export interface Listener {
  add(piece: Uint8Array): void;
}

export interface UploadOptions {
  readonly listener: Listener | undefined;
  readonly replay: Replay | undefined;
}

/** A request's body on its way to the server, framed anew; behind it what goes through a tunnel. */
export class Upload implements BodySink {
  readonly #out: Outgoing;
  readonly #listener: Listener | undefined;
  readonly #replay: Replay | undefined;
  readonly #chunked: boolean;
  readonly #reader: BodyReader;
  /** From the client, as HAProxy counts it. */
  bytes: number;
  done: boolean;
  /** Nobody wants the rest: it is read and dropped. */
  discards = false;

  constructor(scan: RequestScan, out: Outgoing, { listener, replay }: UploadOptions) {
    this.#out = out;
    this.#replay = replay;
    this.#listener = listener;
    this.#chunked = scan.framing.kind === "chunked";
    this.#reader = bodyReader(scan.framing);
    this.done = this.#reader.done;
    this.bytes = requestSize(scan);
  }

  get bad(): boolean {
    return this.#reader.bad;
  }

  /** Gives where the bytes behind the body begin. */
  read(bytes: Uint8Array, from: number): number {
    const mark = this.#chunked ? this.#out.mark() : 0;
    const end = this.#reader.read(bytes, from, this);
    // Nothing of a piece that is broken passes on.
    if (this.#reader.bad) this.#out.rewind(mark);
    this.done = this.#reader.done;
    this.#endIfDone();
    return end;
  }

  /** What has been sent once, to another connection. */
  again(): void {
    for (const piece of this.#replay?.pieces ?? []) this.#send(piece, 0, piece.length);
    this.#endIfDone();
  }

  #endIfDone(): void {
    if (this.done && this.#chunked && !this.#listener && !this.discards)
      writeBodyEnd(this.#out.to("to-server"), this.#reader.trailers);
  }

  tunnel(bytes: Uint8Array, from: number): number {
    this.bytes += bytes.length - from;
    this.#out.send("to-server", bytes, from, bytes.length);
    return bytes.length;
  }

  data(bytes: Uint8Array, start: number, end: number): void {
    this.bytes += end - start;
    if (this.#listener) {
      this.#listener.add(bytes.subarray(start, end));
      return;
    }
    if (this.discards) return;
    this.#replay?.keep(bytes, start, end);
    this.#send(bytes, start, end);
  }

  #send(bytes: Uint8Array, start: number, end: number): void {
    if (this.#chunked) writeChunkSize(this.#out.to("to-server"), end - start);
    this.#out.send("to-server", bytes, start, end);
    if (this.#chunked) writeChunkEnd(this.#out.to("to-server"));
  }
}
