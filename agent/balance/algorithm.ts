/** A server as an algorithm sees it. */
export interface Candidate {
  readonly weight: number;
}

/** What some algorithms need besides the servers. */
export interface ChooserOptions {
  /** A number in [0, 1). */
  readonly random: () => number;
  /** `random(N)`: so many are drawn, and the least busy of them is taken. */
  readonly draws: number;
}

/**
 * Chooses among servers that are numbered from 0. Servers come and go by `add` and `remove`; weight 0 is never chosen.
 * @example const turn = roundRobin([{ weight: 3 }, { weight: 1 }]); turn.add(0); turn.add(1); turn.next();
 */
export interface Chooser {
  add(server: number): void;
  remove(server: number): void;
  /**
   * The next server, leaving out those that `mayTake` refuses; undefined when none is left. `key` is what the request
   * is known by, where the algorithm asks for it and the request has it; `avoid` has just failed.
   */
  next(mayTake?: (server: number) => boolean, key?: number, avoid?: number): number | undefined;
  /** So many sessions now are at a server. */
  load?(server: number, sessions: number): void;
}

export type Algorithm = (candidates: readonly Candidate[], options: ChooserOptions) => Chooser;

export const everyone = (): boolean => true;
