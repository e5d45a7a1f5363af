import type { BackendView } from "../acl/view.ts";
import { algorithmOf } from "../balance/index.ts";
import { type KeyOf, keyOf } from "../balance/key.ts";
import { Pool } from "../balance/pool.ts";
import { seededRandom } from "../base/random.ts";
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
  /** Since when it has anybody who serves. */
  readonly changes = new CheckRecord(0, 0);
  readonly #queue: (() => void)[] = [];

  /** What a request is known by, where the algorithm asks for it. */
  readonly keyOf: KeyOf | undefined;
  /** As conditions see it. */
  readonly view: BackendView;

  constructor(config: Backend, random = seededRandom(1)) {
    this.config = config;
    const { balance, allBackups } = config;
    const draws = balance.algorithm === "random" ? balance.draws : 1;
    this.pool = new Pool(config.servers, algorithmOf(balance, config.hashType), {
      allBackups,
      random,
      draws,
    });
    this.keyOf = keyOf(balance, config.hashType);
    this.view = viewOf(this.pool, config);
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
   * just failed, is taken only when there is no other, or no other will do.
   */
  choose(
    nowMs: number,
    wish: { readonly avoid?: number | undefined; readonly key?: number | undefined } = {},
  ): Choice {
    const { avoid, key } = wish;
    const server =
      this.pool.choose((candidate) => candidate !== avoid && this.#hasRoom(candidate), key, avoid) ??
      (avoid === undefined ? undefined : this.pool.choose((candidate) => this.#hasRoom(candidate), key));
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
    this.pool.load(server, count);
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

/** Of the backups only the first counts, unless all may serve. */
function viewOf(pool: Pool, { servers, allBackups }: Backend): BackendView {
  const indexOf = (name: string): number => servers.findIndex((server) => server.name === name);
  return {
    get usable() {
      const active = pool.usable(false);
      if (active > 0) return active;
      const backups = pool.usable(true);
      return allBackups ? backups : Math.min(1, backups);
    },
    isUp: (name) => pool.isUp(indexOf(name)),
  };
}
