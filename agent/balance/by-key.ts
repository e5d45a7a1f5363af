import { type Algorithm, type Door, nobody } from "./algorithm.ts";
import { StaticRoundRobin } from "./static-rr.ts";

/** `source`, `uri`, `url_param`, `hdr`: equal keys come to the same server, as long as the servers are the same. */
export const byKey: Algorithm = (candidates) => new ByKey(candidates);

class ByKey extends StaticRoundRobin {
  override next(door?: Door, key?: number): number {
    if (key === undefined) return super.next(door);
    const { slots } = this.map;
    const server = slots[key % slots.length] ?? nobody;
    // No other server will do: who is full is waited for.
    return server === nobody || (door && !door.lets(server)) ? nobody : server;
  }
}
