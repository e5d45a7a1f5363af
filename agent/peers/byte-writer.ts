/** Bytes of messages, one behind the other. */
export class ByteWriter {
  #bytes = new Uint8Array(256);
  length = 0;

  byte(value: number): void {
    this.#room(1);
    this.#bytes[this.length++] = value;
  }

  /** 32 bits, the highest first. */
  word(value: number): void {
    for (let shift = 24; shift >= 0; shift -= 8) this.byte((value >>> shift) & 0xff);
  }

  /** A number from 0 to 2^53: below 240 one byte; else four bits, and then seven in each byte that follows. */
  varint(value: number): void {
    if (value < 240) {
      this.byte(value);
      return;
    }
    this.byte(240 | (value % 16));
    let left = Math.floor((value - 240) / 16);
    for (; left >= 128; left = Math.floor((left - 128) / 128)) this.byte(128 | (left % 128));
    this.byte(left);
  }

  /** One byte of each character. */
  text(value: string): void {
    for (let at = 0; at < value.length; at++) this.byte(value.charCodeAt(at) & 0xff);
  }

  bytes(value: Uint8Array): void {
    this.#room(value.length);
    this.#bytes.set(value, this.length);
    this.length += value.length;
  }

  /** A copy of what has been written; begins anew. */
  take(): Uint8Array {
    const taken = this.#bytes.slice(0, this.length);
    this.length = 0;
    return taken;
  }

  #room(size: number): void {
    if (this.length + size <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.length + size));
    larger.set(this.#bytes.subarray(0, this.length));
    this.#bytes = larger;
  }
}
