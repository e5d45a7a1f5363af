/** Small enough that a slow client who keeps a piece of it keeps little else. */
const slabBytes = 16_384;

/**
 * Gathers bytes that are to leave together. What was taken stays as it is: room is used once. Bytes that are lent leave
 * without a copy where nothing else leaves with them.
 */
export class OutBuffer {
  #slab = new Uint8Array(slabBytes);
  #start = 0;
  #end = 0;
  /** Somebody's memory: all that waits, while it is there. */
  #lent: Uint8Array | undefined;
  #lentStart = 0;
  #lentEnd = 0;

  /** Bytes that wait to be taken. */
  get size(): number {
    return this.#end - this.#start + this.lentBytes;
  }

  /** Bytes that would have to be copied if anything came behind them. */
  get lentBytes(): number {
    return this.#lent ? this.#lentEnd - this.#lentStart : 0;
  }

  reserve(size: number): void {
    if (this.#end + size <= this.#slab.length) return;
    const held = this.#end - this.#start;
    const slab = new Uint8Array(Math.max(slabBytes, held + size));
    slab.set(this.#slab.subarray(this.#start, this.#end));
    this.#end = held;
    this.#start = 0;
    this.#slab = slab;
  }

  /** What waits is lent, and this is where it ends. */
  endsWith(source: Uint8Array, end: number): boolean {
    return this.#lent === source && this.#lentEnd === end;
  }

  /** Whose memory it is leaves it as it is until what was taken has been used. */
  lend(source: Uint8Array, start: number, end: number): void {
    if (end <= start) return;
    if (this.#lent === source && this.#lentEnd === start) this.#lentEnd = end;
    else if (this.#lent || this.#end > this.#start) this.bytes(source, start, end);
    else {
      this.#lent = source;
      this.#lentStart = start;
      this.#lentEnd = end;
    }
  }

  bytes(source: Uint8Array, start = 0, end = source.length): void {
    if (this.#lent) this.#copyLent();
    this.#copy(source, start, end);
  }

  /** One byte a character. */
  text(text: string): void {
    const { length } = text;
    this.#makeRoom(length);
    const slab = this.#slab;
    const end = this.#end;
    for (let at = 0; at < length; at++) slab[end + at] = text.charCodeAt(at);
    this.#end = end + length;
  }

  /** A line `name: value`; what could end the line is a blank in its place. */
  field(name: string, value: string): void {
    this.#makeRoom(name.length + value.length + 4);
    const slab = this.#slab;
    let end = this.#end;
    for (let at = 0; at < name.length; at++) slab[end++] = name.charCodeAt(at);
    slab[end++] = 58;
    slab[end++] = 32;
    for (let at = 0; at < value.length; at++) {
      const code = value.charCodeAt(at);
      slab[end++] = code === 10 || code === 13 || code === 0 ? 32 : code;
    }
    slab[end++] = 13;
    slab[end++] = 10;
    this.#end = end;
  }

  #makeRoom(size: number): void {
    if (this.#lent) this.#copyLent();
    this.reserve(size);
  }

  /** All that waits; undefined: nothing does. */
  take(): Uint8Array | undefined {
    if (this.#lent) return this.#takeLent(this.#lent);
    if (this.#end === this.#start) return undefined;
    const taken = this.#slab.subarray(this.#start, this.#end);
    this.#start = this.#end;
    return taken;
  }

  /** Forgets what waits. */
  drop(): void {
    this.#lent = undefined;
    this.#end = this.#start;
  }

  #takeLent(lent: Uint8Array): Uint8Array {
    const [start, end] = [this.#lentStart, this.#lentEnd];
    this.#lent = undefined;
    return start === 0 && end === lent.length ? lent : lent.subarray(start, end);
  }

  #copyLent(): void {
    const lent = this.#lent as Uint8Array;
    this.#lent = undefined;
    this.#copy(lent, this.#lentStart, this.#lentEnd);
  }

  #copy(source: Uint8Array, start: number, end: number): void {
    const size = end - start;
    if (size <= 0) return;
    this.reserve(size);
    if (size < 48) {
      for (let at = 0; at < size; at++) this.#slab[this.#end + at] = source[start + at] as number;
    } else this.#slab.set(source.subarray(start, end), this.#end);
    this.#end += size;
  }
}
