import {
  type Algorithm,
  type Chooser,
  type ChooserOptions,
  type Door,
  nobody,
  weightScale,
} from "./algorithm.ts";

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

interface Member {
  readonly backup: boolean;
  weight: number;
  /** Sixteenths of its weight that count: a server that has just come back begins with one (`slowstart`). */
  share: number;
  up: boolean;
  admin: AdminState;
  /** It lives, and asks for no new visitors (`http-check disable-on-404`, an agent's `drain`). */
  leaving: boolean;
}

/**
 * The servers of a backend: backups get traffic only while no other server is up, and then only the first of
 * them, unless all may (`option allbackups`).
 */
export class Pool {
  readonly #members: Member[];
  readonly #active: Chooser;
  readonly #backups: Chooser;
  readonly #allBackups: boolean;
  /** How many can be chosen, kept up to date: every request asks. */
  #activeCount = 0;
  #backupCount = 0;
  #firstBackup = nobody;

  constructor(servers: readonly PoolServer[], algorithm: Algorithm, options: PoolOptions) {
    this.#members = servers.map(newMember);
    this.#allBackups = options.allBackups;
    this.#active = algorithm(servers, options);
    this.#backups = algorithm(servers, options);
    for (const index of servers.keys()) this.#offer(index);
  }

  /** One more, in maintenance; for the algorithms that take turns or count sessions. */
  add(server: PoolServer): void {
    this.#members.push({ ...newMember(server), admin: "maint" });
  }

  /** The outcome of the health checks. */
  setUp(index: number, up: boolean): void {
    this.#change(index, { up });
  }

  setAdmin(index: number, admin: AdminState): void {
    this.#change(index, { admin });
  }

  setWeight(index: number, weight: number): void {
    this.#change(index, { weight });
  }

  /** `share`: of 16. */
  setShare(index: number, share: number): void {
    this.#change(index, { share });
  }

  setLeaving(index: number, leaving: boolean): void {
    this.#change(index, { leaving });
  }

  adminOf(index: number): AdminState {
    return this.#members[index]?.admin ?? "maint";
  }

  weightOf(index: number): number {
    return this.#members[index]?.weight ?? 0;
  }

  /** It came back not long ago, and gets a part of its weight. */
  isWarming(index: number): boolean {
    return (this.#members[index]?.share ?? weightScale) < weightScale;
  }

  isLeaving(index: number): boolean {
    return this.#members[index]?.leaving ?? false;
  }

  /** What a server counts now, in sixteenths of a weight of 1; 0: it cannot be chosen. */
  effectiveWeightOf(index: number): number {
    const member = this.#members[index];
    return member && serves(member) ? member.weight * member.share : 0;
  }

  #change(index: number, change: Partial<Member>): void {
    const member = this.#members[index];
    if (!member) return;
    Object.assign(member, change);
    this.#offer(index);
  }

  /** Puts a server into its group, takes it out, or gives it another weight there. */
  #offer(index: number): void {
    const group = this.#members[index]?.backup ? this.#backups : this.#active;
    group.put(index, this.effectiveWeightOf(index));
    this.#activeCount = this.#members.filter((member) => !member.backup && counts(member)).length;
    this.#backupCount = this.#members.filter((member) => member.backup && counts(member)).length;
    this.#firstBackup = this.#members.findIndex((member) => member.backup && counts(member));
  }

  /** Healthy, and wanted. */
  mayServe(index: number): boolean {
    const member = this.#members[index];
    return member !== undefined && serves(member);
  }

  /** Healthy, and those that know it may come (by a cookie, a stick table), also while it is drained. */
  mayKeep(index: number): boolean {
    const member = this.#members[index];
    return member?.up === true && member.admin !== "maint";
  }

  /** Healthy, whatever the administrator wants of it. */
  isUp(index: number): boolean {
    return this.#members[index]?.up ?? false;
  }

  /** How many can be chosen: up, with a weight. */
  usable(backup: boolean): number {
    return backup ? this.#backupCount : this.#activeCount;
  }

  /** So many sessions now are at a server. */
  load(index: number, sessions: number): void {
    const group = this.#members[index]?.backup ? this.#backups : this.#active;
    group.load?.(index, sessions);
  }

  /** The server of the next request; `nobody` when none is left (or the door lets none in). */
  choose(door?: Door, key?: number, avoid?: number): number {
    if (this.#activeCount > 0) return this.#active.next(door, key, avoid);
    if (this.#allBackups) return this.#backups.next(door, key, avoid);
    const first = this.#firstBackup;
    return first === nobody || (door && !door.lets(first)) ? nobody : first;
  }

  /** Whether a request that nobody waits for in particular may go to this server now, as far as the pool knows. */
  takesAnyone(index: number): boolean {
    const member = this.#members[index];
    if (!member || !counts(member)) return false;
    if (!member.backup) return true;
    return this.#activeCount === 0 && (this.#allBackups || index === this.#firstBackup);
  }
}

function newMember({ weight, backup }: PoolServer): Member {
  return { backup, weight, share: weightScale, up: true, admin: "ready", leaving: false };
}

function serves({ up, admin, leaving }: Member): boolean {
  return up && admin === "ready" && !leaving;
}

function counts(member: Member): boolean {
  return member.weight > 0 && serves(member);
}
