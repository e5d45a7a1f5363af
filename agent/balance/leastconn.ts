import { type Algorithm, type Candidate, type Chooser, everyone } from "./algorithm.ts";

/** Weights are multiplied by this, as in the original, and sessions by `fullScale`: it sets where numbers are cut. */
const scale = 16;
const fullScale = 4096;

interface Entry {
  readonly server: number;
  readonly weight: number;
  key: number;
  present: boolean;
}

/**
 * `balance leastconn`: the server with the fewest sessions for its weight. Who becomes free goes behind all others
 * that are free: idle servers take turns.
 */
export const leastConnections: Algorithm = (candidates) => new LeastConnections(candidates);

class LeastConnections implements Chooser {
  readonly #entries: readonly Entry[];
  readonly #order: Entry[] = [];

  constructor(candidates: readonly Candidate[]) {
    this.#entries = candidates.map(({ weight }, server) => {
      return { server, weight: weight * scale, key: 0, present: false };
    });
  }

  add(server: number): void {
    const entry = this.#entries[server];
    if (!entry || entry.present || entry.weight === 0) return;
    entry.present = true;
    this.#insert(entry);
  }

  remove(server: number): void {
    const entry = this.#entries[server];
    if (!entry?.present) return;
    entry.present = false;
    this.#order.splice(this.#order.indexOf(entry), 1);
  }

  load(server: number, sessions: number): void {
    const entry = this.#entries[server];
    if (!entry) return;
    // One more than there are: the place that the next session would take. Nobody is nobody, whatever the weight.
    const key = sessions === 0 ? 0 : Math.floor(((sessions + 1) * fullScale) / entry.weight);
    if (key === entry.key) return;
    entry.key = key;
    if (!entry.present) return;
    this.#order.splice(this.#order.indexOf(entry), 1);
    this.#insert(entry);
  }

  next(mayTake: (server: number) => boolean = everyone): number | undefined {
    return this.#order.find((entry) => mayTake(entry.server))?.server;
  }

  #insert(entry: Entry): void {
    const after = this.#order.findIndex((other) => other.key > entry.key);
    this.#order.splice(after < 0 ? this.#order.length : after, 0, entry);
  }
}
