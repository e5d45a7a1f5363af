import { type Algorithm, type Candidate, type Chooser, everyone } from "./algorithm.ts";
import { Ring } from "./ring.ts";

/** `hash-type consistent`: keys stay with their servers, also when another server comes or goes. */
export const consistentByKey: Algorithm = (candidates) => new Consistent(candidates);

class Consistent implements Chooser {
  readonly #ring: Ring;
  /** Where the turn stands: the last point that was taken. */
  #turn = -1;

  constructor(candidates: readonly Candidate[]) {
    this.#ring = new Ring(candidates);
  }

  add(server: number): void {
    this.#ring.set(server, true);
  }

  remove(server: number): void {
    this.#ring.set(server, false);
  }

  next(mayTake: (server: number) => boolean = everyone, key?: number, avoid?: number): number | undefined {
    if (key === undefined) return this.#byTurn(mayTake);
    const server = this.#ring.find(key, (candidate) => candidate !== avoid);
    // No other server will do: who is full is waited for.
    return server !== undefined && mayTake(server) ? server : undefined;
  }

  /** Round the circle, point by point. */
  #byTurn(mayTake: (server: number) => boolean): number | undefined {
    const { points } = this.#ring;
    for (let step = 1; step <= points.length; step++) {
      const at = (this.#turn + step) % points.length;
      const server = points[at]?.server;
      if (server === undefined || !mayTake(server)) continue;
      this.#turn = at;
      return server;
    }
    return undefined;
  }
}
