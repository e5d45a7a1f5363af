import type { Algorithm, Chooser } from "./algorithm.ts";

export interface PoolServer {
  readonly weight: number;
  readonly backup: boolean;
}

/**
 * The servers of a backend: backups get traffic only while no other server is up, and then only the first of
 * them, unless all may (`option allbackups`).
 */
export class Pool {
  readonly #servers: readonly PoolServer[];
  readonly #up: boolean[];
  readonly #active: Chooser;
  readonly #backups: Chooser;
  readonly #allBackups: boolean;

  constructor(
    servers: readonly PoolServer[],
    algorithm: Algorithm,
    options: { readonly allBackups: boolean },
  ) {
    this.#servers = servers;
    this.#allBackups = options.allBackups;
    this.#up = servers.map(() => false);
    this.#active = algorithm(servers);
    this.#backups = algorithm(servers);
    for (const index of servers.keys()) this.setUp(index, true);
  }

  setUp(index: number, up: boolean): void {
    const server = this.#servers[index];
    if (!server || this.#up[index] === up) return;
    this.#up[index] = up;
    const group = server.backup ? this.#backups : this.#active;
    if (up) group.add(index);
    else group.remove(index);
  }

  isUp(index: number): boolean {
    return this.#up[index] === true;
  }

  /** How many can be chosen: up, with a weight. */
  usable(backup: boolean): number {
    return this.#servers.filter((server, index) => this.#counts(server, index, backup)).length;
  }

  /** The server of the next request; undefined when nobody is left (or `mayTake` refuses all). */
  choose(mayTake?: (server: number) => boolean): number | undefined {
    if (this.usable(false) > 0) return this.#active.next(mayTake);
    if (this.#allBackups) return this.#backups.next(mayTake);
    const first = this.#firstBackup();
    return first >= 0 && (mayTake?.(first) ?? true) ? first : undefined;
  }

  /** Whether `choose` would give a server, without a turn being taken. */
  offers(mayTake: (server: number) => boolean): boolean {
    const backup = this.usable(false) === 0;
    if (backup && !this.#allBackups) {
      const first = this.#firstBackup();
      return first >= 0 && mayTake(first);
    }
    return this.#servers.some((server, index) => this.#counts(server, index, backup) && mayTake(index));
  }

  #firstBackup(): number {
    return this.#servers.findIndex((server, index) => this.#counts(server, index, true));
  }

  #counts(server: PoolServer, index: number, backup: boolean): boolean {
    return server.backup === backup && server.weight > 0 && this.#up[index] === true;
  }
}
