import type { Arrival } from "../acl/arrival.ts";
import { type BodyReader, type BodySink, bodyReader } from "../http/body.ts";
import { latin1 } from "../http/bytes.ts";
import type { RequestScan } from "../http/request-scan.ts";

/** As the original: what fits into its buffer is waited for. */
const maximumBytes = 15_360;

/** What has come of a request's body before a server is asked: `option http-buffer-request`, `wait-for-body`, `req.body`. */
export class BodyWait implements Arrival, BodySink {
  readonly #reader: BodyReader;
  readonly #pieces: Uint8Array[] = [];
  #sizeBytes = 0;
  text = "";

  constructor(scan: RequestScan) {
    this.#reader = bodyReader(scan.framing);
  }

  get bad(): boolean {
    return this.#reader.bad;
  }

  /** All of it is here, or as much as there is room for. */
  get ready(): boolean {
    return this.#reader.done || this.#sizeBytes >= maximumBytes;
  }

  /** As they came, chunks with their framing. */
  get pieces(): readonly Uint8Array[] {
    return this.#pieces;
  }

  data(bytes: Uint8Array, start: number, end: number): void {
    this.text += latin1(bytes, start, end);
  }

  /** Gives where the next message begins. */
  add(bytes: Uint8Array, from: number): number {
    const end = this.#reader.read(bytes, from, this);
    this.#pieces.push(new Uint8Array(bytes.subarray(from, end)));
    this.#sizeBytes += end - from;
    return end;
  }
}
