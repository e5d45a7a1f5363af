import { algorithms } from "../balance/index.ts";
import { Pool } from "../balance/pool.ts";
import type { Backend } from "../config/haproxy/config.ts";
import { CheckRecord } from "../stats/check-record.ts";
import { Counters } from "../stats/counters.ts";

/** Where a request goes: a server, the queue of those that are all full, or nowhere. */
export type Choice =
  | { readonly kind: "server"; readonly server: number }
  | { readonly kind: "full" | "none" };

/** What a backend's sessions share: who is up, how many sessions each server has, and who waits for a place. */
export class BackendState {
  readonly config: Backend;
  readonly pool: Pool;
  readonly sessions: number[];
  readonly counters = new Counters();
  readonly serverCounters: readonly Counters[];
  readonly checks: readonly CheckRecord[];
  readonly #queue: (() => void)[] = [];

  constructor(config: Backend) {
    this.config = config;
    this.pool = new Pool(config.servers, algorithms[config.balance], { allBackups: config.allBackups });
    this.sessions = config.servers.map(() => 0);
    this.serverCounters = config.servers.map(() => new Counters());
    this.checks = config.servers.map(({ check }) => new CheckRecord(check?.rise ?? 1, 0));
  }

  /** Sessions that use the backend now, and ever. */
  get active(): number {
    return this.counters.current;
  }

  get total(): number {
    return this.counters.total;
  }

  enter(nowMs: number): void {
    this.counters.current++;
    this.counters.begin(nowMs);
  }

  leave(): void {
    this.counters.current--;
  }

  get queued(): number {
    return this.#queue.length;
  }

  /**
   * Chooses a server and counts the session there; `release` gives the place back. `avoid`, a server that has
   * just failed, is taken only when there is no other.
   */
  choose(nowMs: number, avoid?: number): Choice {
    const server =
      this.pool.choose((candidate) => candidate !== avoid && this.#hasRoom(candidate)) ??
      (avoid === undefined ? undefined : this.pool.choose((candidate) => this.#hasRoom(candidate)));
    if (server === undefined) {
      const anyone = this.pool.usable(false) + this.pool.usable(true) > 0;
      return { kind: anyone ? "full" : "none" };
    }
    this.#setSessions(server, (this.sessions[server] ?? 0) + 1);
    this.serverCounters[server]?.begin(nowMs);
    return { kind: "server", server };
  }

  release(server: number): void {
    this.#setSessions(server, (this.sessions[server] ?? 1) - 1);
    this.wake();
  }

  #setSessions(server: number, count: number): void {
    this.sessions[server] = count;
    const counters = this.serverCounters[server];
    if (counters) counters.current = count;
  }

  /** `wake` is called once, when a place may be free; the returned function leaves the queue. */
  enqueue(wake: () => void): () => void {
    this.#queue.push(wake);
    this.counters.queueMaximum = Math.max(this.counters.queueMaximum, this.#queue.length);
    return () => {
      const at = this.#queue.indexOf(wake);
      if (at >= 0) this.#queue.splice(at, 1);
    };
  }

  /** Places are free, or a server came up: as many as there is room for go on, first come first served. */
  wake(): void {
    const hasRoom = (server: number): boolean => this.#hasRoom(server);
    for (let left = this.#queue.length; left > 0 && this.pool.offers(hasRoom); left--)
      this.#queue.shift()?.();
  }

  #hasRoom(server: number): boolean {
    const limit = this.config.servers[server]?.maxConnections;
    return limit === undefined || (this.sessions[server] ?? 0) < limit;
  }
}
