import { type Algorithm, type Candidate, type Chooser, type ChooserOptions, everyone } from "./algorithm.ts";

/** `balance random(N)`: N are drawn by weight, and the one with the fewest sessions for its weight is taken. */
export const randomDraws: Algorithm = (candidates, options) => new RandomDraws(candidates, options);

class RandomDraws implements Chooser {
  readonly #weights: readonly number[];
  readonly #present: boolean[];
  readonly #sessions: number[];
  readonly #options: ChooserOptions;

  constructor(candidates: readonly Candidate[], options: ChooserOptions) {
    this.#weights = candidates.map(({ weight }) => weight);
    this.#present = candidates.map(() => false);
    this.#sessions = candidates.map(() => 0);
    this.#options = options;
  }

  add(server: number): void {
    this.#present[server] = true;
  }

  remove(server: number): void {
    this.#present[server] = false;
  }

  load(server: number, sessions: number): void {
    this.#sessions[server] = sessions;
  }

  next(mayTake: (server: number) => boolean = everyone): number | undefined {
    const here = [...this.#weights.keys()].filter(
      (server) => this.#present[server] && this.#weights[server] && mayTake(server),
    );
    let best: number | undefined;
    for (let draw = 0; draw < this.#options.draws && here.length > 0; draw++) {
      const drawn = this.#draw(here);
      if (best === undefined || this.#busy(drawn) < this.#busy(best)) best = drawn;
    }
    return best;
  }

  #draw(here: readonly number[]): number {
    const total = here.reduce((sum, server) => sum + (this.#weights[server] ?? 0), 0);
    let left = this.#options.random() * total;
    const found = here.find((server) => {
      left -= this.#weights[server] ?? 0;
      return left < 0;
    });
    return found ?? here[0] ?? 0;
  }

  #busy(server: number): number {
    return (this.#sessions[server] ?? 0) / (this.#weights[server] ?? 1);
  }
}
