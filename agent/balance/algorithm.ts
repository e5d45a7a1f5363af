/** A server as an algorithm sees it. */
export interface Candidate {
  readonly weight: number;
}

/**
 * Chooses among servers that are numbered from 0. Servers come and go by `add` and `remove`; weight 0 is never chosen.
 * @example const turn = roundRobin([{ weight: 3 }, { weight: 1 }]); turn.add(0); turn.add(1); turn.next();
 */
export interface Chooser {
  add(server: number): void;
  remove(server: number): void;
  /** The next server, leaving out those that `mayTake` refuses; undefined when none is left. */
  next(mayTake?: (server: number) => boolean): number | undefined;
}

export type Algorithm = (candidates: readonly Candidate[]) => Chooser;
