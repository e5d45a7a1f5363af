export interface Thresholds {
  readonly rise: number;
  readonly fall: number;
}

/**
 * A server's health: 0 … rise + fall − 1; it is up from `rise` on. One success counts up, one failure down, and
 * a change of sides goes to the far end, so that `fall` failures or `rise` successes in a row are needed again.
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

export function isUp(state: ServerState, { rise }: Thresholds): boolean {
  return state.health >= rise;
}

/** One check's outcome. */
export function afterCheck(state: ServerState, passed: boolean, thresholds: Thresholds): HealthStep {
  const { rise, fall } = thresholds;
  const up = isUp(state, thresholds);
  if (passed) {
    const health = state.health + 1;
    if (up) return { state: { health: Math.min(health, rise + fall - 1) }, change: "none" };
    return health >= rise
      ? { state: { health: rise + fall - 1 }, change: "up" }
      : { state: { health }, change: "none" };
  }
  if (!up) return { state: { health: 0 }, change: "none" };
  return state.health > rise
    ? { state: { health: state.health - 1 }, change: "none" }
    : { state: { health: 0 }, change: "down" };
}
