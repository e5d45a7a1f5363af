import { type BodyReader, bodyReader } from "../http/body.ts";
import type { RequestScan } from "../http/request-scan.ts";

/** As the original: what fits into its buffer is waited for. */
const maximumBytes = 15_360;
const nobody = { data: () => {} };

/** A request's body that is waited for before a server is asked: `option http-buffer-request`. */
export class BodyWait {
  readonly #reader: BodyReader;
  readonly #pieces: Uint8Array[] = [];
  #sizeBytes = 0;

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

  get pieces(): readonly Uint8Array[] {
    return this.#pieces;
  }

  /** Gives where the next message begins. */
  add(bytes: Uint8Array, from: number): number {
    const end = this.#reader.read(bytes, from, nobody);
    this.#pieces.push(new Uint8Array(bytes.subarray(from, end)));
    this.#sizeBytes += end - from;
    return end;
  }
}
