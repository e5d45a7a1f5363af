import { type Algorithm, type Candidate, type Chooser, type Door, nobody } from "./algorithm.ts";
import { ServerMap } from "./server-map.ts";

/** `balance static-rr`: round and round through the map of all servers. */
export const staticRoundRobin: Algorithm = (candidates) => new StaticRoundRobin(candidates);

/** Where the algorithm asks for a key that the request has not, the turn decides. */
export class StaticRoundRobin implements Chooser {
  protected readonly map: ServerMap;
  #at = 0;

  constructor(candidates: readonly Candidate[]) {
    this.map = new ServerMap(candidates);
  }

  put(server: number, weight: number): void {
    this.map.put(server, weight);
  }

  next(door?: Door, _key?: number): number {
    const { slots } = this.map;
    if (this.#at >= slots.length) this.#at = 0;
    for (let step = 0; step < slots.length; step++) {
      let at = this.#at + step;
      if (at >= slots.length) at -= slots.length;
      const server = slots[at] as number;
      if (door && !door.lets(server)) continue;
      this.#at = at + 1;
      return server;
    }
    return nobody;
  }
}
