/** HAProxy's buffer (16 KiB) less the room that it keeps for rewriting (1 KiB). */
export const maximumHeadBytes = 15_360;
export const maximumHeaders = 100;

/** Offsets of a field: where its line begins, its name ends, its value begins and ends; and the id of its name. */
export const fieldStride = 5;
const firstBytes = 1024;
const firstFields = 24;

/** The bytes of a head and where its fields are: small until a head needs more. */
export class HeadRoom {
  bytes: Uint8Array = new Uint8Array(firstBytes);
  fields: Uint16Array = new Uint16Array(firstFields * fieldStride);
  /** Our own memory, while `bytes` are lent by the event under way. */
  #own = this.bytes;
  /** What `piece` gave last. */
  #piece: Uint8Array | undefined;

  /** Some head has needed more than most do. */
  get isLarge(): boolean {
    return this.#own.length > firstBytes;
  }

  get isLent(): boolean {
    return this.bytes !== this.#own;
  }

  /** The head is read where it is, until `giveBack`. */
  lend(bytes: Uint8Array): void {
    this.bytes = bytes;
  }

  giveBack(): void {
    this.bytes = this.#own;
  }

  holdBytes(length: number): void {
    if (length <= this.bytes.length) return;
    const larger = new Uint8Array(Math.min(maximumHeadBytes + 1, Math.max(length, this.bytes.length * 4)));
    larger.set(this.bytes);
    this.bytes = larger;
    this.#own = larger;
    this.#piece = undefined;
  }

  holdFields(count: number): Uint16Array {
    if (count <= this.fields.length) return this.fields;
    const larger = new Uint16Array(maximumHeaders * fieldStride);
    larger.set(this.fields);
    this.fields = larger;
    return larger;
  }

  /** Writes into it; gives where that ends. */
  write(at: number, bytes: Uint8Array): number {
    for (let from = 0; from < bytes.length; from++) this.bytes[at + from] = bytes[from] as number;
    return at + bytes.length;
  }

  /** The first so many bytes of our own; the same object for the same size, because a client's heads are much alike. */
  piece(end: number): Uint8Array {
    if (this.#piece?.length !== end) this.#piece = this.#own.subarray(0, end);
    return this.#piece;
  }
}
