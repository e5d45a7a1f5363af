import { type Door, nobody } from "./algorithm.ts";
import { avalanche } from "./hash.ts";

/** As in the original: so many points one server could have. */
const pointsPerServer = 4096;

export interface Point {
  readonly at: number;
  readonly server: number;
}

/**
 * Servers as points on a circle of 32 bits, one for each sixteenth of weight: a key belongs to the nearest point.
 * When a server leaves, only its own keys move.
 */
export class Ring {
  readonly #weights: number[];
  #points: readonly Point[] | undefined;

  constructor(count: number) {
    this.#weights = new Array(count).fill(0);
  }

  put(server: number, weight: number): void {
    this.#weights[server] = weight;
    this.#points = undefined;
  }

  get points(): readonly Point[] {
    this.#points ??= this.#weights
      .flatMap((weight, server) => pointsOf(server, weight))
      .sort((left, right) => left.at - right.at || left.server - right.server);
    return this.#points;
  }

  /** The server of a key; where it is the one to avoid, or the door is closed to it, the next one on the circle. */
  find(key: number, avoid: number, door: Door | undefined): number {
    const { points } = this;
    const start = this.#nearest(key);
    for (let step = 0; step < points.length; step++) {
      const server = points[(start + step) % points.length]?.server ?? nobody;
      if (server !== avoid && (!door || door.lets(server))) return server;
    }
    return nobody;
  }

  has({ at, server }: Point): boolean {
    const before = this.points[this.after({ at, server }) - 1];
    return before?.at === at && before.server === server;
  }

  /** The place of the first point behind this one. */
  after({ at, server }: Point): number {
    const { points } = this;
    let place = firstFrom(points, at);
    while (points[place]?.at === at && (points[place] as Point).server <= server) place++;
    return place;
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
