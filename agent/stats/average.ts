/** So many values make the average, as HAProxy's `qtime` and its like. */
const window = 1024;

/** A sliding average without a list of its values: each one counts a 1024th. */
export class Average {
  #sum = 0;
  #count = 0;
  maximum = 0;

  add(value: number): void {
    const whole = Math.max(0, Math.floor(value));
    if (whole > this.maximum) this.maximum = whole;
    if (this.#count < window) this.#count++;
    else this.#sum -= this.#sum / window;
    this.#sum += whole;
  }

  get value(): number {
    return this.#count === 0 ? 0 : Math.round(this.#sum / this.#count);
  }

  clear(): void {
    this.maximum = 0;
  }

  forget(): void {
    this.#sum = this.#count = this.maximum = 0;
  }
}
