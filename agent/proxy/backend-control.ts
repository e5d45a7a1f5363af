import type { AdminState } from "../balance/pool.ts";
import type { BackendState } from "./backend-state.ts";

/** The checks say that a server can serve, or cannot any more. */
export function setUp(state: BackendState, server: number, up: boolean, nowMs: number): void {
  const before = state.pool.isUp(server);
  state.pool.setUp(server, up);
  if (before !== up) state.checks[server]?.turned(up, nowMs);
  judge(state, nowMs);
  if (up) state.wake();
}

/** An administrator says so: the next checks count from the end of their range. */
export function setHealth(state: BackendState, server: number, up: boolean, nowMs: number): void {
  const check = state.config.servers[server]?.check;
  const record = state.checks[server];
  if (record && check) record.health = up ? check.rise + check.fall - 1 : 0;
  setUp(state, server, up, nowMs);
}

/** What an administrator wants of a server. Out of maintenance it begins as at the start: up, until a check fails. */
export function setAdmin(state: BackendState, server: number, wish: AdminState, nowMs: number): void {
  const { pool } = state;
  const before = pool.adminOf(server);
  if (before === wish) return;
  const record = state.checks[server];
  pool.setAdmin(server, wish);
  if (record && wish === "maint") {
    if (pool.isUp(server)) record.turned(false, nowMs);
    record.health = 0;
  } else if (record && before === "maint") {
    record.health = state.config.servers[server]?.check?.rise ?? 1;
    pool.setUp(server, true);
    record.turned(true, nowMs);
  }
  judge(state, nowMs);
  state.wake();
}

export function setWeight(state: BackendState, server: number, weight: number, nowMs: number): void {
  state.pool.setWeight(server, weight);
  judge(state, nowMs);
  state.wake();
}

/** A backend is up as long as anybody can be chosen. */
function judge(state: BackendState, nowMs: number): void {
  const up = state.pool.usable(false) + state.pool.usable(true) > 0;
  if (up === state.changes.isUp) return;
  state.changes.turned(up, nowMs);
}
