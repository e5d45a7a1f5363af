import { type Algorithm, type Chooser, type Door, nobody } from "./algorithm.ts";

/** Sessions are multiplied by this, as in the original: it sets where numbers are cut. */
const fullScale = 4096;

interface Entry {
  readonly server: number;
  weight: number;
  sessions: number;
  key: number;
}

/**
 * `balance leastconn`: the server with the fewest sessions for its weight. Who becomes free goes behind all others
 * that are free: idle servers take turns.
 */
export const leastConnections: Algorithm = (candidates) => new LeastConnections(candidates.length);

class LeastConnections implements Chooser {
  readonly #entries: Entry[];
  /** Those that are there, by their keys. */
  readonly #order: Entry[] = [];

  constructor(count: number) {
    this.#entries = Array.from({ length: count }, (_, server) => newEntry(server));
  }

  put(server: number, weight: number): void {
    this.#entries[server] ??= newEntry(server);
    const entry = this.#entries[server];
    if (entry.weight === weight) return;
    if (entry.weight > 0) this.#order.splice(this.#order.indexOf(entry), 1);
    entry.weight = weight;
    entry.key = keyOf(entry);
    if (weight > 0) this.#insert(entry);
  }

  load(server: number, sessions: number): void {
    const entry = this.#entries[server];
    if (!entry) return;
    entry.sessions = sessions;
    if (entry.weight === 0) return;
    const key = keyOf(entry);
    if (key === entry.key) return;
    entry.key = key;
    this.#move(entry);
  }

  next(door?: Door): number {
    for (const entry of this.#order) if (!door || door.lets(entry.server)) return entry.server;
    return nobody;
  }

  /** Its key has changed: to its new place, behind those with the same key. */
  #move(entry: Entry): void {
    const order = this.#order;
    let at = order.indexOf(entry);
    for (; at > 0 && (order[at - 1] as Entry).key > entry.key; at--) order[at] = order[at - 1] as Entry;
    const last = order.length - 1;
    for (; at < last && (order[at + 1] as Entry).key <= entry.key; at++) order[at] = order[at + 1] as Entry;
    order[at] = entry;
  }

  #insert(entry: Entry): void {
    this.#order.unshift(entry);
    this.#move(entry);
  }
}

function newEntry(server: number): Entry {
  return { server, weight: 0, sessions: 0, key: 0 };
}

/** One more than there are: the place that the next session would take. Nobody is nobody, whatever the weight. */
function keyOf({ sessions, weight }: Entry): number {
  return sessions === 0 || weight === 0 ? 0 : Math.floor(((sessions + 1) * fullScale) / weight);
}
