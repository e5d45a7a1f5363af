/** Reads what a message holds. Behind its end everything is 0, and `bad` says so. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  at: number;
  readonly end: number;
  bad = false;

  constructor(bytes: Uint8Array, at = 0, end = bytes.length) {
    this.#bytes = bytes;
    this.at = at;
    this.end = end;
  }

  get left(): number {
    return this.end - this.at;
  }

  byte(): number {
    if (this.at >= this.end) {
      this.bad = true;
      return 0;
    }
    return this.#bytes[this.at++] ?? 0;
  }

  word(): number {
    return ((this.byte() << 24) | (this.byte() << 16) | (this.byte() << 8) | this.byte()) >>> 0;
  }

  /** See `ByteWriter`. Numbers of 64 bits are read as well as a double holds them. */
  varint(): number {
    const first = this.byte();
    if (first < 240) return first;
    let value = first;
    let factor = 16;
    for (let count = 0; count < 10; count++) {
      const next = this.byte();
      value += next * factor;
      if (next < 128) return value;
      factor *= 128;
    }
    this.bad = true;
    return 0;
  }

  text(length: number): string {
    if (length > this.left) {
      this.bad = true;
      return "";
    }
    let text = "";
    for (let count = 0; count < length; count++) text += String.fromCharCode(this.byte());
    return text;
  }
}
