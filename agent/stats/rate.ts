/** Events per second, as HAProxy counts them: this second's, and what is left of the last one's. */
export class Rate {
  #second = 0;
  #count = 0;
  #before = 0;
  maximum = 0;

  add(nowMs: number): void {
    this.#turn(nowMs);
    this.#count++;
    if (this.#count > this.maximum) this.maximum = this.#count;
  }

  read(nowMs: number): number {
    this.#turn(nowMs);
    const left = 1000 - (nowMs % 1000);
    return this.#count + Math.floor((this.#before * left) / 1000);
  }

  clear(): void {
    this.#count = this.#before = this.maximum = 0;
  }

  #turn(nowMs: number): void {
    const second = Math.floor(nowMs / 1000);
    if (second === this.#second) return;
    this.#before = second === this.#second + 1 ? this.#count : 0;
    this.#second = second;
    this.#count = 0;
  }
}
