import { type Algorithm, everyone } from "./algorithm.ts";
import { StaticRoundRobin } from "./static-rr.ts";

/** `source`, `uri`, `url_param`, `hdr`: equal keys come to the same server, as long as the servers are the same. */
export const byKey: Algorithm = (candidates) => new ByKey(candidates);

class ByKey extends StaticRoundRobin {
  override next(mayTake: (server: number) => boolean = everyone, key?: number): number | undefined {
    if (key === undefined) return super.next(mayTake);
    const { slots } = this.map;
    const server = slots[key % slots.length];
    // No other server will do: who is full is waited for.
    return server !== undefined && mayTake(server) ? server : undefined;
  }
}
