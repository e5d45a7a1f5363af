const firstRoom = 16_384;
const digits = "0123456789ABCDEF";

/**
 * A line of a log while it is written, one byte a character: in the same memory every time. What stands in front of it
 * for its reader (priority, date, name) is written later, and has its room there.
 */
export class LineText {
  bytes = new Uint8Array(firstRoom);
  start = 0;
  end = 0;

  /** The next line, with so much room in front. */
  begin(room: number): this {
    this.#hold(room - this.end);
    this.start = room;
    this.end = room;
    return this;
  }

  /** Puts a text in front of the line; what stood there is overwritten. Gives where it begins. */
  front(text: string): number {
    const { bytes } = this;
    const start = this.start - text.length;
    for (let at = 0; at < text.length; at++) bytes[start + at] = text.charCodeAt(at);
    return start;
  }

  text(text: string): this {
    const { length } = text;
    this.#hold(length);
    const { bytes, end } = this;
    for (let at = 0; at < length; at++) bytes[end + at] = text.charCodeAt(at);
    this.end = end + length;
    return this;
  }

  byte(code: number): this {
    this.#hold(1);
    this.bytes[this.end++] = code;
    return this;
  }

  /** A whole number, cut off towards −∞. */
  number(value: number): this {
    let rest = Math.floor(value);
    if (rest >= 0 && rest < 10) return this.byte(48 + rest);
    if (rest < 0 || rest > 0xffff_ffff) return this.text(String(rest));
    let width = 1;
    for (let limit = 10; rest >= limit; limit *= 10) width++;
    this.#hold(width);
    const { bytes, end } = this;
    for (let at = end + width; at > end; ) {
      const tens = Math.floor(rest / 10);
      bytes[--at] = 48 + rest - tens * 10;
      rest = tens;
    }
    this.end = end + width;
    return this;
  }

  /** What could forge or break a line is written as `#` and two hexadecimal digits, as HAProxy does. */
  printable(text: string): this {
    this.#hold(3 * text.length);
    let { end } = this;
    for (let at = 0; at < text.length; at++) end = sign(this.bytes, end, text.charCodeAt(at));
    this.end = end;
    return this;
  }

  /** The same of bytes. */
  printableBytes(source: Uint8Array, start: number, end: number): this {
    this.#hold(3 * (end - start));
    const { bytes } = this;
    let to = this.end;
    for (let at = start; at < end; at++) to = sign(bytes, to, source[at] as number);
    this.end = to;
    return this;
  }

  toString(): string {
    let text = "";
    for (let at = this.start; at < this.end; at++) text += String.fromCharCode(this.bytes[at] as number);
    return text;
  }

  #hold(size: number): void {
    if (this.end + size <= this.bytes.length) return;
    const bytes = new Uint8Array(2 * (this.end + size));
    bytes.set(this.bytes.subarray(0, this.end));
    this.bytes = bytes;
  }
}

/** Gives where the next one goes. */
function sign(bytes: Uint8Array, at: number, code: number): number {
  if (code >= 32 && code < 127 && code !== 34 && code !== 35) {
    bytes[at] = code;
    return at + 1;
  }
  bytes[at] = 35;
  bytes[at + 1] = digits.charCodeAt((code >> 4) & 15);
  bytes[at + 2] = digits.charCodeAt(code & 15);
  return at + 3;
}
