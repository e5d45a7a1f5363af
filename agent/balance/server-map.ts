import { type Candidate, weightScale } from "./algorithm.ts";

/**
 * Which server each slot of a round stands for: as many slots for a server as it has weight, spread evenly. Weights
 * are divided by what they have in common first. The map is made anew when a server comes or goes.
 */
export class ServerMap {
  readonly #divisor: number;
  readonly #weights: number[];
  #slots: readonly number[] | undefined;

  constructor(candidates: readonly Candidate[]) {
    this.#divisor = candidates.map(({ weight }) => weight).reduce(greatestCommonDivisor, 0) || 1;
    this.#weights = candidates.map(() => 0);
  }

  put(server: number, weight: number): void {
    const share = Math.floor(weight / weightScale / this.#divisor);
    this.#weights[server] = weight > 0 ? Math.max(1, share) : 0;
    this.#slots = undefined;
  }

  get slots(): readonly number[] {
    this.#slots ??= this.#spread();
    return this.#slots;
  }

  /** Each turn every server earns its weight; the first of those who have earned most pays for the whole round. */
  #spread(): readonly number[] {
    const here = [...this.#weights.keys()].filter((server) => this.#weights[server]);
    const total = here.reduce((sum, server) => sum + (this.#weights[server] ?? 0), 0);
    const earned = new Map(here.map((server) => [server, 0]));
    const slots: number[] = [];
    while (slots.length < total) {
      let [best, most] = [-1, Number.NEGATIVE_INFINITY];
      for (const server of here) {
        const sum = (earned.get(server) ?? 0) + (this.#weights[server] ?? 0);
        earned.set(server, sum);
        // Only whole rounds count: servers that are near each other come in their order.
        const rounds = Math.trunc((sum + total) / total);
        if (rounds > most) [best, most] = [server, rounds];
      }
      earned.set(best, (earned.get(best) ?? 0) - total);
      slots.push(best);
    }
    return slots;
  }
}

function greatestCommonDivisor(left: number, right: number): number {
  return right === 0 ? left : greatestCommonDivisor(right, left % right);
}
