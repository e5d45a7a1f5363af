import { type Algorithm, type Candidate, type Chooser, everyone } from "./algorithm.ts";
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

  add(server: number): void {
    this.map.set(server, true);
  }

  remove(server: number): void {
    this.map.set(server, false);
  }

  next(mayTake: (server: number) => boolean = everyone): number | undefined {
    const { slots } = this.map;
    if (this.#at >= slots.length) this.#at = 0;
    for (let step = 0; step < slots.length; step++) {
      const at = (this.#at + step) % slots.length;
      const server = slots[at];
      if (server === undefined || !mayTake(server)) continue;
      this.#at = at + 1;
      return server;
    }
    return undefined;
  }
}
