import { type Algorithm, type Candidate, type Chooser, type ChooserOptions, everyone } from "./algorithm.ts";
import { Ring } from "./ring.ts";

/** `balance random(N)`: N are drawn on the circle, and the one with the fewest sessions for its weight is taken. */
export const randomDraws: Algorithm = (candidates, options) => new RandomDraws(candidates, options);

class RandomDraws implements Chooser {
  readonly #weights: readonly number[];
  readonly #ring: Ring;
  readonly #sessions: number[];
  readonly #options: ChooserOptions;

  constructor(candidates: readonly Candidate[], options: ChooserOptions) {
    this.#weights = candidates.map(({ weight }) => weight);
    this.#ring = new Ring(candidates);
    this.#sessions = candidates.map(() => 0);
    this.#options = options;
  }

  add(server: number): void {
    this.#ring.set(server, true);
  }

  remove(server: number): void {
    this.#ring.set(server, false);
  }

  load(server: number, sessions: number): void {
    this.#sessions[server] = sessions;
  }

  next(mayTake: (server: number) => boolean = everyone): number | undefined {
    let best: number | undefined;
    for (let draw = 0; draw < this.#options.draws; draw++) {
      const drawn = this.#ring.find(Math.floor(this.#options.random() * 2 ** 32), mayTake);
      if (drawn === undefined) return undefined;
      if (best === undefined || this.#busy(drawn) < this.#busy(best)) best = drawn;
    }
    return best;
  }

  #busy(server: number): number {
    return (this.#sessions[server] ?? 0) / (this.#weights[server] ?? 1);
  }
}
