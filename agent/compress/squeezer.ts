import { type AlgorithmName, algorithms, type Compressor } from "./algorithm.ts";

/** The body of one answer on its way through a compressor. */
export class Squeezer {
  readonly #compressor: Compressor;
  #ready: Uint8Array[] = [];
  #pushed = false;

  constructor(name: AlgorithmName) {
    this.#compressor = algorithms[name].start((bytes) => this.#keep(bytes));
  }

  /** `bytes` may be overwritten afterwards. */
  add(bytes: Uint8Array): void {
    this.#pushed = true;
    this.#compressor.push(new Uint8Array(bytes));
  }

  /** What can go to the client now; with `final` all of it. */
  take(final: boolean): readonly Uint8Array[] {
    if (final) this.#compressor.finish();
    else if (this.#pushed) this.#compressor.flush();
    this.#pushed = false;
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }

  #keep(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#ready.push(bytes);
  }
}
