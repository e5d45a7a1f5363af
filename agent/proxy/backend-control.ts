import type { AdminState } from "../balance/pool.ts";
import type { CheckResult } from "../health/result.ts";
import { afterCheck, type Change } from "../health/server-state.ts";
import type { BackendState } from "./backend-state.ts";

/** A health check of a server has ended: what changes by it. */
export function checked(
  state: BackendState,
  server: number,
  result: CheckResult,
  { durationMs, nowMs }: { readonly durationMs: number; readonly nowMs: number },
): Change {
  const record = state.checks[server];
  const check = state.config.servers[server]?.check;
  // What was asked before the maintenance began does not count any more.
  if (!record || !check || state.pool.adminOf(server) === "maint") return "none";
  const step = afterCheck(record, result.passed, check);
  record.checked(result, { durationMs, health: step.state.health, wasUp: state.pool.isUp(server) });
  if (step.change !== "none") setUp(state, server, step.change === "up", nowMs);
  return step.change;
}

/** The checks say that a server can serve, or cannot any more. */
function setUp(state: BackendState, server: number, up: boolean, nowMs: number): void {
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
