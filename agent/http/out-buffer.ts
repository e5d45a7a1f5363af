/** Small enough that a slow client who keeps a piece of it keeps little else. */
const slabBytes = 16_384;

/** Gathers bytes that are to leave together. What was taken stays as it is: room is used once. */
export class OutBuffer {
  #slab = new Uint8Array(slabBytes);
  #start = 0;
  #end = 0;

  /** Bytes that wait to be taken. */
  get size(): number {
    return this.#end - this.#start;
  }

  reserve(size: number): void {
    if (this.#end + size <= this.#slab.length) return;
    const slab = new Uint8Array(Math.max(slabBytes, this.size + size));
    slab.set(this.#slab.subarray(this.#start, this.#end));
    this.#end -= this.#start;
    this.#start = 0;
    this.#slab = slab;
  }

  bytes(source: Uint8Array, start = 0, end = source.length): void {
    const size = end - start;
    if (size <= 0) return;
    this.reserve(size);
    if (size < 48) {
      for (let at = 0; at < size; at++) this.#slab[this.#end + at] = source[start + at] as number;
    } else this.#slab.set(source.subarray(start, end), this.#end);
    this.#end += size;
  }

  /** One byte a character. */
  text(text: string): void {
    this.reserve(text.length);
    for (let at = 0; at < text.length; at++) this.#slab[this.#end++] = text.charCodeAt(at);
  }

  /** A line `name: value`; what could end the line is a blank in its place. */
  field(name: string, value: string): void {
    this.text(name);
    this.reserve(value.length + 4);
    this.#slab[this.#end++] = 58;
    this.#slab[this.#end++] = 32;
    for (let at = 0; at < value.length; at++) {
      const code = value.charCodeAt(at);
      this.#slab[this.#end++] = code === 10 || code === 13 || code === 0 ? 32 : code;
    }
    this.#slab[this.#end++] = 13;
    this.#slab[this.#end++] = 10;
  }

  /** All that waits; undefined: nothing does. */
  take(): Uint8Array | undefined {
    if (this.#end === this.#start) return undefined;
    const taken = this.#slab.subarray(this.#start, this.#end);
    this.#start = this.#end;
    return taken;
  }

  /** Forgets what waits. */
  drop(): void {
    this.#end = this.#start;
  }
}
