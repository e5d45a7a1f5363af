export interface Thresholds {
  readonly rise: number;
  readonly fall: number;
}

/**
 * A server's health: 0 … rise + fall − 1; it is up from `rise` on. `fall` failures in a row take it down, `rise`
 * successes in a row bring it up: what goes the other way in between starts the count again.
 */
export interface ServerState {
  readonly health: number;
}

export type Change = "none" | "up" | "down";

export interface HealthStep {
  readonly state: ServerState;
  readonly change: Change;
}

/** As HAProxy: up at the start, but on the edge: the first failed check takes the server down. */
export function initialState({ rise }: Thresholds): ServerState {
  return { health: rise };
}

function isUp(state: ServerState, { rise }: Thresholds): boolean {
  return state.health >= rise;
}

/** One check's outcome. */
export function afterCheck(state: ServerState, passed: boolean, thresholds: Thresholds): HealthStep {
  const up = isUp(state, thresholds);
  const next = passed ? afterSuccess(state, thresholds) : afterFailure(state, thresholds);
  const upNow = isUp(next, thresholds);
  return { state: next, change: up === upNow ? "none" : upNow ? "up" : "down" };
}

/** Once up, a single success makes up for all failures before it. */
function afterSuccess({ health }: ServerState, { rise, fall }: Thresholds): ServerState {
  return { health: health + 1 >= rise ? rise + fall - 1 : health + 1 };
}

/** Once down, a single failure makes up for all successes before it. */
function afterFailure({ health }: ServerState, { rise }: Thresholds): ServerState {
  return { health: health > rise ? health - 1 : 0 };
}
