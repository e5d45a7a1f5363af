import type { Algorithm, Chooser, ChooserOptions } from "./algorithm.ts";

export interface PoolServer {
  readonly weight: number;
  readonly backup: boolean;
}

/**
 * What the administrator wants of a server: `ready` follows its health, `drain` takes no new requests, `maint` is as
 * good as gone.
 */
export type AdminState = "ready" | "drain" | "maint";

export interface PoolOptions extends ChooserOptions {
  readonly allBackups: boolean;
}

/**
 * The servers of a backend: backups get traffic only while no other server is up, and then only the first of
 * them, unless all may (`option allbackups`).
 */
export class Pool {
  readonly #servers: PoolServer[];
  readonly #up: boolean[];
  readonly #admin: AdminState[];
  /** Who stands in a chooser now. */
  readonly #offered: boolean[];
  readonly #algorithm: Algorithm;
  #active: Chooser;
  #backups: Chooser;
  readonly #options: PoolOptions;
  readonly #sessions: number[] = [];

  constructor(servers: readonly PoolServer[], algorithm: Algorithm, options: PoolOptions) {
    this.#servers = [...servers];
    this.#options = options;
    this.#algorithm = algorithm;
    this.#up = servers.map(() => true);
    this.#admin = servers.map(() => "ready");
    this.#offered = servers.map(() => false);
    this.#active = algorithm(servers, options);
    this.#backups = algorithm(servers, options);
    for (const index of servers.keys()) this.#offer(index);
  }

  /** The outcome of the health checks. */
  setUp(index: number, up: boolean): void {
    this.#up[index] = up;
    this.#offer(index);
  }

  setAdmin(index: number, state: AdminState): void {
    this.#admin[index] = state;
    this.#offer(index);
  }

  adminOf(index: number): AdminState {
    return this.#admin[index] ?? "maint";
  }

  weightOf(index: number): number {
    return this.#servers[index]?.weight ?? 0;
  }

  /** Another weight begins a new round: the choosers are made anew. */
  setWeight(index: number, weight: number): void {
    const server = this.#servers[index];
    if (!server || server.weight === weight) return;
    this.#servers[index] = { ...server, weight };
    this.#active = this.#algorithm(this.#servers, this.#options);
    this.#backups = this.#algorithm(this.#servers, this.#options);
    this.#offered.fill(false);
    for (const at of this.#servers.keys()) {
      this.load(at, this.#sessions[at] ?? 0);
      this.#offer(at);
    }
  }

  /** Puts a server into its group, or takes it out. */
  #offer(index: number): void {
    const server = this.#servers[index];
    const offered = this.mayServe(index);
    if (!server || this.#offered[index] === offered) return;
    this.#offered[index] = offered;
    const group = server.backup ? this.#backups : this.#active;
    if (offered) group.add(index);
    else group.remove(index);
  }

  /** Healthy, and wanted. */
  mayServe(index: number): boolean {
    return this.#up[index] === true && this.#admin[index] === "ready";
  }

  /** Healthy, whatever the administrator wants of it. */
  isUp(index: number): boolean {
    return this.#up[index] === true;
  }

  /** How many can be chosen: up, with a weight. */
  usable(backup: boolean): number {
    return this.#servers.filter((server, index) => this.#counts(server, index, backup)).length;
  }

  /** So many sessions now are at a server. */
  load(index: number, sessions: number): void {
    this.#sessions[index] = sessions;
    const group = this.#servers[index]?.backup ? this.#backups : this.#active;
    group.load?.(index, sessions);
  }

  /** The server of the next request; undefined when nobody is left (or `mayTake` refuses all). */
  choose(mayTake?: (server: number) => boolean, key?: number, avoid?: number): number | undefined {
    if (this.usable(false) > 0) return this.#active.next(mayTake, key, avoid);
    if (this.#options.allBackups) return this.#backups.next(mayTake, key, avoid);
    const first = this.#firstBackup();
    return first >= 0 && (mayTake?.(first) ?? true) ? first : undefined;
  }

  /** Whether `choose` would give a server, without a turn being taken. */
  offers(mayTake: (server: number) => boolean): boolean {
    const backup = this.usable(false) === 0;
    if (backup && !this.#options.allBackups) {
      const first = this.#firstBackup();
      return first >= 0 && mayTake(first);
    }
    return this.#servers.some((server, index) => this.#counts(server, index, backup) && mayTake(index));
  }

  #firstBackup(): number {
    return this.#servers.findIndex((server, index) => this.#counts(server, index, true));
  }

  #counts(server: PoolServer, index: number, backup: boolean): boolean {
    return server.backup === backup && server.weight > 0 && this.mayServe(index);
  }
}
