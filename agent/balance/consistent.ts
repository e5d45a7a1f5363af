import { type Algorithm, type Chooser, type ChooserOptions, type Door, nobody } from "./algorithm.ts";
import { type Point, Ring } from "./ring.ts";
import { Shares } from "./shares.ts";

/** `hash-type consistent`: keys stay with their servers, also when another server comes or goes. */
export const consistentByKey: Algorithm = (candidates, options) => new Consistent(candidates.length, options);

const beginning: Point = { at: -1, server: nobody };

class Consistent implements Chooser {
  readonly #ring: Ring;
  /** The largest weight that each server ever had. */
  readonly #most: number[];
  readonly #shares: Shares | undefined;
  /** Where the turn stands: the last point that was taken. */
  #last = beginning;

  constructor(count: number, { balanceFactor }: ChooserOptions) {
    this.#ring = new Ring(count);
    this.#most = new Array(count).fill(0);
    this.#shares = balanceFactor === undefined ? undefined : new Shares(count, balanceFactor);
  }

  put(server: number, weight: number): void {
    if (weight > (this.#most[server] ?? 0)) {
      // As in the original: who counts more than ever before leaves the circle for a moment.
      this.#move(server, 0);
      this.#most[server] = weight;
    }
    this.#move(server, weight);
    this.#shares?.put(server, weight);
  }

  /** Where the point of the last turn goes, the one behind it counts as taken. */
  #move(server: number, weight: number): void {
    const ring = this.#ring;
    ring.put(server, weight);
    if (this.#last === beginning || ring.has(this.#last)) return;
    const { points } = ring;
    this.#last = points[ring.after(this.#last) % points.length] ?? beginning;
  }

  load(server: number, sessions: number): void {
    this.#shares?.load(server, sessions);
  }

  next(door?: Door, key?: number, avoid = nobody): number {
    if (key === undefined) return this.#byTurn(door);
    const server = this.#ring.find(key, avoid, this.#shares);
    // No other server will do: who is full is waited for.
    return server === nobody || (door && !door.lets(server)) ? nobody : server;
  }

  /** Round the circle, point by point. */
  #byTurn(door: Door | undefined): number {
    const { points } = this.#ring;
    const start = this.#ring.after(this.#last);
    for (let step = 0; step < points.length; step++) {
      const point = points[(start + step) % points.length] as Point;
      if (door && !door.lets(point.server)) continue;
      this.#last = point;
      return point.server;
    }
    return nobody;
  }
}
