import { type Algorithm, type Chooser, type Door, nobody } from "./algorithm.ts";

/** `balance first`: the first server of the file that has room; the others rest as long as it has. */
export const firstWithRoom: Algorithm = (candidates) => new FirstWithRoom(candidates.length);

class FirstWithRoom implements Chooser {
  readonly #present: boolean[];

  constructor(count: number) {
    this.#present = new Array(count).fill(false);
  }

  put(server: number, weight: number): void {
    this.#present[server] = weight > 0;
  }

  next(door?: Door): number {
    for (let server = 0; server < this.#present.length; server++)
      if (this.#present[server] && (!door || door.lets(server))) return server;
    return nobody;
  }
}
