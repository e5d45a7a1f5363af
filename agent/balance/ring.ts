import type { Candidate } from "./algorithm.ts";
import { avalanche } from "./hash.ts";

/** As in the original: so many points for a server of weight 1, and so many that one could have. */
const scale = 16;
const pointsPerServer = 4096;

interface Point {
  readonly at: number;
  readonly server: number;
}

/**
 * Servers as points on a circle of 32 bits: a key belongs to the nearest point. When a server leaves, only its own
 * keys move.
 */
export class Ring {
  readonly #weights: readonly number[];
  readonly #present: boolean[];
  #points: readonly Point[] | undefined;

  constructor(candidates: readonly Candidate[]) {
    this.#weights = candidates.map(({ weight }) => weight);
    this.#present = candidates.map(() => false);
  }

  set(server: number, present: boolean): void {
    this.#present[server] = present;
    this.#points = undefined;
  }

  get points(): readonly Point[] {
    this.#points ??= this.#weights
      .flatMap((weight, server) => (this.#present[server] ? pointsOf(server, weight * scale) : []))
      .sort((left, right) => left.at - right.at || left.server - right.server);
    return this.#points;
  }

  /** The server of a key; where `mayTake` refuses it, the next one on the circle. */
  find(key: number, mayTake: (server: number) => boolean): number | undefined {
    const { points } = this;
    const start = this.#nearest(key);
    for (let step = 0; step < points.length; step++) {
      const server = points[(start + step) % points.length]?.server;
      if (server !== undefined && mayTake(server)) return server;
    }
    return undefined;
  }

  #nearest(key: number): number {
    const { points } = this;
    const after = firstFrom(points, key) % Math.max(1, points.length);
    const before = (after + points.length - 1) % Math.max(1, points.length);
    const [next, last] = [points[after], points[before]];
    if (!next || !last) return 0;
    return (key - last.at) >>> 0 <= (next.at - key) >>> 0 ? before : after;
  }
}

function pointsOf(server: number, count: number): readonly Point[] {
  return Array.from({ length: count }, (_, index) => {
    return { at: avalanche((server + 1) * pointsPerServer + index), server };
  });
}

/** The place of the first point that is not before the key. */
function firstFrom(points: readonly Point[], key: number): number {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((points[middle]?.at ?? 0) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
