/** A server as an algorithm sees it at the start: what it weighs in the file. */
export interface Candidate {
  readonly weight: number;
}

/** As in the original: a server of weight 1 counts 16, so that it may begin with a sixteenth (`slowstart`). */
export const weightScale = 16;

/** Who may not be chosen now, though it stands in the choice: it is full, or has just failed. */
export interface Door {
  lets(server: number): boolean;
}

/** What some algorithms need besides the servers. */
export interface ChooserOptions {
  /** A number in [0, 1). */
  readonly random: () => number;
  /** `random(N)`: so many are drawn, and the least busy of them is taken. */
  readonly draws: number;
  /** `hash-balance-factor`: a server may have so many percent of the average; undefined: as many as come. */
  readonly balanceFactor?: number | undefined;
}

/** The servers are numbered from 0; nobody, where none is to be had, is −1. */
export const nobody = -1;

/**
 * Chooses among servers that are numbered from 0. They come, go and change by `put`.
 * @example const turn = roundRobin([{ weight: 3 }, { weight: 1 }], options); turn.put(0, 48); turn.next();
 */
export interface Chooser {
  /** From now on a server counts so many sixteenths; 0: it is not there. */
  put(server: number, weight: number): void;
  /**
   * The next server, leaving out those that the door does not let in; `nobody` when none is left. `key` is what the
   * request is known by, where the algorithm asks for it and the request has it; `avoid` has just failed.
   */
  next(door?: Door, key?: number, avoid?: number): number;
  /** So many sessions now are at a server. */
  load?(server: number, sessions: number): void;
}

export type Algorithm = (candidates: readonly Candidate[], options: ChooserOptions) => Chooser;
