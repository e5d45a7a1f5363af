/** Bytes that the kernel did not take: copies, since who wrote them goes on using his memory. */
export class SendQueue {
  #pieces: Uint8Array[] = [];
  #first = 0;
  sizeBytes = 0;

  add(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    // Not `slice`: of a Buffer that would be the same memory.
    this.#pieces.push(new Uint8Array(bytes));
    this.sizeBytes += bytes.length;
  }

  /** What goes next; undefined: nothing is left. */
  get head(): Uint8Array | undefined {
    return this.#pieces[this.#first];
  }

  /** So many bytes of the head have gone. */
  advance(count: number): void {
    const head = this.#pieces[this.#first];
    if (!head) return;
    this.sizeBytes -= count;
    if (count < head.length) {
      this.#pieces[this.#first] = head.subarray(count);
      return;
    }
    this.#first++;
    if (this.#first === this.#pieces.length) this.clear();
  }

  clear(): void {
    this.#pieces = [];
    this.#first = 0;
    this.sizeBytes = 0;
  }
}
