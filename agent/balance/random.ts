import { type Algorithm, type Chooser, type ChooserOptions, type Door, nobody } from "./algorithm.ts";
import { Ring } from "./ring.ts";

/** `balance random(N)`: N are drawn on the circle, and the one with the fewest sessions for its weight is taken. */
export const randomDraws: Algorithm = (candidates, options) => new RandomDraws(candidates.length, options);

class RandomDraws implements Chooser {
  readonly #weights: number[];
  readonly #ring: Ring;
  readonly #sessions: number[];
  readonly #options: ChooserOptions;

  constructor(count: number, options: ChooserOptions) {
    this.#weights = new Array(count).fill(0);
    this.#sessions = new Array(count).fill(0);
    this.#ring = new Ring(count);
    this.#options = options;
  }

  put(server: number, weight: number): void {
    this.#weights[server] = weight;
    this.#ring.put(server, weight);
  }

  load(server: number, sessions: number): void {
    this.#sessions[server] = sessions;
  }

  next(door?: Door): number {
    let best = nobody;
    for (let draw = 0; draw < this.#options.draws; draw++) {
      const drawn = this.#ring.find(Math.floor(this.#options.random() * 2 ** 32), nobody, door);
      if (drawn === nobody) return nobody;
      if (best === nobody || this.#busy(drawn) < this.#busy(best)) best = drawn;
    }
    return best;
  }

  #busy(server: number): number {
    return (this.#sessions[server] ?? 0) / (this.#weights[server] ?? 1);
  }
}
