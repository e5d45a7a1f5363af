import { nobody } from "../balance/algorithm.ts";

interface Waiter {
  readonly wake: () => void;
  /** The server that it waits for; `nobody`: any will do. */
  readonly server: number;
}

/** Who waits for a place, in the order in which they came: for a certain server, or for any. */
export class WaitingLine {
  readonly #waiters: Waiter[] = [];
  /** How many wait for each server. */
  readonly #counts: number[];

  constructor(servers: number) {
    this.#counts = new Array(servers).fill(0);
  }

  get length(): number {
    return this.#waiters.length;
  }

  /** How many wait for this server and no other. */
  lengthAt(server: number): number {
    return this.#counts[server] ?? 0;
  }

  /** `wake` is called once, when a place may be free; the returned function leaves the line. */
  join(wake: () => void, server: number): () => void {
    const waiter = { wake, server };
    this.#waiters.push(waiter);
    this.#count(server, 1);
    return () => this.#leave(waiter);
  }

  /** Takes out the first who waits for this server, or, with `anyone`, for any. */
  take(server: number, anyone: boolean): (() => void) | undefined {
    const first = this.#waiters.find((waiter) => waiter.server === server || (anyone && waiter.server < 0));
    if (!first) return undefined;
    this.#leave(first);
    return first.wake;
  }

  #leave(waiter: Waiter): void {
    const at = this.#waiters.indexOf(waiter);
    if (at < 0) return;
    this.#waiters.splice(at, 1);
    this.#count(waiter.server, -1);
  }

  #count(server: number, step: number): void {
    if (server !== nobody) this.#counts[server] = this.lengthAt(server) + step;
  }
}
