import type { BackendView } from "../acl/view.ts";
import { type Door, nobody } from "../balance/algorithm.ts";
import { algorithmOf, heedsWeights } from "../balance/index.ts";
import { type KeyOf, keyOf } from "../balance/key.ts";
import { Pool } from "../balance/pool.ts";
import { seededRandom } from "../base/random.ts";
import type { Backend } from "../config/haproxy/config.ts";
import { Observer } from "../health/observe.ts";
import { CheckRecord } from "../stats/check-record.ts";
import { Counters } from "../stats/counters.ts";
import type { HealthListener } from "./backend-control.ts";
import { backendView } from "./backend-view.ts";
import { ServerLimits } from "./server-limit.ts";
import { WaitingLine } from "./waiting-line.ts";

/** What a backend's sessions share: who is up, how many sessions each server has, and who waits for a place. */
export class BackendState implements Door {
  readonly config: Backend;
  readonly pool: Pool;
  readonly sessions: number[];
  readonly counters = new Counters();
  readonly serverCounters: readonly Counters[];
  readonly checks: readonly CheckRecord[];
  /** What the agents say, where there are any. */
  readonly agents: readonly (CheckRecord | undefined)[];
  /** Whose checks, or whose agents, an administrator has switched off. */
  /** Servers whose name gives no address: as good as in maintenance. */
  readonly unresolved = new Set<number>();
  readonly silenced = { check: new Set<number>(), agent: new Set<number>() };
  /** Undefined where no server is observed. */
  readonly observers: readonly (Observer | undefined)[] | undefined;
  /** Who follows each server's health. */
  readonly trackers: readonly { readonly state: BackendState; readonly server: number }[][];
  listener: HealthListener | undefined;
  /** The algorithm heeds weights that change. */
  readonly weightsChange: boolean;
  /** Since when it has anybody who serves. */
  readonly changes = new CheckRecord(0, 0);
  readonly line: WaitingLine;
  /** Undefined where no server has a `maxconn`: then nobody ever waits. */
  limits: ServerLimits | undefined;
  /** What a request is known by, where the algorithm asks for it. */
  readonly keyOf: KeyOf | undefined;
  /** As conditions see it. */
  readonly view: BackendView;
  /** Who shall not be chosen at this moment: it has just failed. */
  #avoid = nobody;
  /** The server whose place the one who is being woken gets. */
  #granted = nobody;

  constructor(config: Backend, random = seededRandom(1)) {
    this.config = config;
    const { balance, allBackups, hashType } = config;
    const draws = balance.algorithm === "random" ? balance.draws : 1;
    const options = { allBackups, random, draws, balanceFactor: hashType.balanceFactor };
    this.pool = new Pool(config.servers, algorithmOf(balance, hashType), options);
    this.keyOf = keyOf(balance, hashType);

    this.sessions = config.servers.map(() => 0);
    this.serverCounters = config.servers.map(() => new Counters());
    this.checks = config.servers.map(({ check }) => new CheckRecord(check?.rise ?? 1, 0));
    this.agents = config.servers.map(({ agent }) => (agent ? new CheckRecord(1, 0) : undefined));
    this.observers = observersOf(config);
    this.trackers = config.servers.map(() => []);
    this.weightsChange = heedsWeights(balance, hashType);
    this.line = new WaitingLine(config.servers.length);
    const limited = config.servers.some(({ maxConnections }) => maxConnections !== undefined);
    this.limits = limited ? new ServerLimits(this) : undefined;
    for (const [server, { disabled }] of config.servers.entries())
      if (disabled) this.pool.setAdmin(server, "maint");
    this.view = backendView(this);
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

  /** `nobody`: there is no server of this name. */
  indexOf(name: string): number {
    return this.config.servers.findIndex((server) => server.name === name);
  }

  get queued(): number {
    return this.line.length;
  }

  /** Anybody who could be chosen, were there room. */
  get hasAnyone(): boolean {
    return this.pool.usable(false) + this.pool.usable(true) > 0;
  }

  /**
   * The server for a request, or `nobody`. Who is known by a key comes to the server of the key, room or not: then
   * it waits there. `avoid`, a server that has just failed, is taken only when there is no other.
   */
  choose(avoid = nobody, key?: number): number {
    if (key !== undefined) return this.pool.choose(undefined, key, avoid);
    if (avoid === nobody && this.limits === undefined) return this.pool.choose();
    this.#avoid = avoid;
    const server = this.pool.choose(this);
    this.#avoid = nobody;
    return server === nobody && avoid !== nobody ? this.pool.choose(this) : server;
  }

  /** While it chooses: who has room, and has not just failed. */
  lets(server: number): boolean {
    return server !== this.#avoid && this.hasRoom(server);
  }

  /** Nobody waits for it, and it takes one more. */
  hasRoom(server: number): boolean {
    return this.limits === undefined || (this.line.lengthAt(server) === 0 && this.limits.isBelow(server));
  }

  /** A session takes a place; `release` gives it back. */
  occupy(server: number, nowMs: number): void {
    this.#setSessions(server, (this.sessions[server] ?? 0) + 1);
    this.serverCounters[server]?.begin(nowMs);
  }

  release(server: number): void {
    this.#setSessions(server, (this.sessions[server] ?? 1) - 1);
    if (this.line.length > 0) this.serve(server);
  }

  #setSessions(server: number, count: number): void {
    this.sessions[server] = count;
    this.pool.load(server, count);
    const counters = this.serverCounters[server];
    if (counters) counters.current = count;
  }

  /** `wake` is called once, when a place is free; the returned function leaves the line. */
  enqueue(wake: () => void, server = nobody): () => void {
    const leave = this.line.join(wake, server);
    this.counters.queueMaximum = Math.max(this.counters.queueMaximum, this.line.length);
    const counters = this.serverCounters[server];
    if (counters) counters.queueMaximum = Math.max(counters.queueMaximum, this.line.lengthAt(server));
    return leave;
  }

  /** Places are free, or a server came up: as many as there is room for go on, first come first served. */
  wake(): void {
    for (let server = 0; this.line.length > 0 && server < this.sessions.length; server++) this.serve(server);
  }

  /** A server has room: those who waited for it, or for anybody, come in. */
  serve(server: number): void {
    while (this.limits === undefined || this.limits.isBelow(server)) {
      const wake = this.line.take(server, this.pool.takesAnyone(server));
      if (!wake) return;
      this.#granted = server;
      wake();
      this.#granted = nobody;
    }
  }

  /** A server is gone: who waited for it chooses anew. */
  redistribute(server: number): void {
    for (let left = this.line.lengthAt(server); left > 0; left--) this.line.take(server, false)?.();
  }

  /** The place that whoever is being woken may take; `nobody`: none in particular. */
  takeGrant(): number {
    const server = this.#granted;
    this.#granted = nobody;
    return server;
  }
}

function observersOf({ servers }: Backend): readonly (Observer | undefined)[] | undefined {
  if (servers.every(({ observe }) => observe === undefined)) return undefined;
  return servers.map(({ observe }) => observe && new Observer(observe));
}
