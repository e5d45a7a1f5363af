import type { AdminState } from "../balance/pool.ts";
import type { AgentReply } from "../health/agent.ts";
import type { Trace } from "../health/observe.ts";
import type { CheckResult } from "../health/result.ts";
import { afterCheck, type Change } from "../health/server-state.ts";
import { shareAfter } from "../health/slow-start.ts";
import type { CheckRecord } from "../stats/check-record.ts";
import type { BackendState } from "./backend-state.ts";
import { limitServer } from "./server-setting.ts";

/** Why a server can serve from now on, or cannot any more; an administrator's wish is told by whoever has it. */
export type Cause =
  | { readonly kind: "check" | "agent"; readonly result: CheckResult; readonly durationMs: number }
  | { readonly kind: "track"; readonly name: string }
  | { readonly kind: "admin" };

interface Outcome {
  readonly result: CheckResult;
  readonly durationMs: number;
}

/** Who wants to know of servers that change sides. */
export interface HealthListener {
  changed(state: BackendState, server: number, up: boolean, cause: Cause): void;
  /** A check has brought something new. */
  checked(state: BackendState, server: number, result: CheckResult, durationMs: number): void;
  /** It lives, and asks for no new visitors, or no longer so. */
  leaving(state: BackendState, server: number, leaving: boolean, outcome: Outcome): void;
  /** An agent has asked for another administrative state than it was `before`. */
  asked(state: BackendState, server: number, before: AdminState): void;
  /** There is one more server. */
  joined(state: BackendState, server: number): void;
  /** The traffic was bad too often: check soon. */
  hurry(state: BackendState, server: number): void;
}

interface Timing {
  readonly durationMs: number;
  readonly nowMs: number;
}

/** A health check of a server has ended: what changes by it. */
export function checked(state: BackendState, server: number, result: CheckResult, timing: Timing): Change {
  const record = state.checks[server];
  const check = state.config.servers[server]?.check;
  if (!record || !check) return "none";
  const change = judgeRecord(state, server, record, { result, thresholds: check, timing, kind: "check" });
  if (state.pool.isUp(server)) leave(state, server, { result, durationMs: timing.durationMs });
  return change;
}

/** The agent has spoken (`reply`), or could not be asked. */
export function agentChecked(
  state: BackendState,
  server: number,
  said: { readonly result: CheckResult; readonly reply?: AgentReply | undefined },
  timing: Timing,
): Change {
  const record = state.agents[server];
  if (!record) return "none";
  const { reply, result } = said;
  if (reply?.weightPercent !== undefined) {
    const initial = state.config.servers[server]?.weight ?? 1;
    const weight = Math.min(256, Math.ceil((initial * reply.weightPercent) / 100));
    if (weight !== state.pool.weightOf(server)) setWeight(state, server, weight, timing.nowMs);
  }
  if (reply?.maxConnections !== undefined) limitServer(state, server, reply.maxConnections);
  const before = state.pool.adminOf(server);
  if (reply?.admin !== undefined && reply.admin !== before) {
    setAdmin(state, server, reply.admin, timing.nowMs);
    state.listener?.asked(state, server, before);
  }
  // Silence of the agent says nothing of the server.
  if (reply?.up === undefined) return "none";
  const thresholds = { rise: 1, fall: 1 };
  return judgeRecord(state, server, record, { result, thresholds, timing, kind: "agent" });
}

/** What the traffic has shown of a server that is observed. */
export function observed(state: BackendState, server: number, trace: Trace, nowMs: number): void {
  const observer = state.observers?.[server];
  const result = observer?.see(trace);
  if (!observer || !result) return;
  const record = state.checks[server];
  const check = state.config.servers[server]?.check;
  if (!record || !check || !state.pool.isUp(server)) return;
  const { onError } = observer.settings;
  if (onError === "sudden-death") record.health = Math.min(record.health, check.rise);
  if (onError === "mark-down") record.health = check.rise;
  if (onError !== "fastinter") checked(state, server, result, { durationMs: 0, nowMs });
  state.listener?.hurry(state, server);
}

interface Judgement {
  readonly result: CheckResult;
  readonly thresholds: { readonly rise: number; readonly fall: number };
  readonly timing: Timing;
  readonly kind: "check" | "agent";
}

function judgeRecord(
  state: BackendState,
  server: number,
  record: CheckRecord,
  { result, thresholds, timing, kind }: Judgement,
): Change {
  // What was asked before the maintenance began does not count any more.
  if (state.pool.adminOf(server) === "maint") return "none";
  const step = afterCheck(record, result.passed, thresholds);
  const { durationMs, nowMs } = timing;
  const news = record.last?.status !== result.status || record.health !== step.state.health;
  record.checked(result, { durationMs, health: step.state.health, wasUp: state.pool.isUp(server) });
  if (news && kind === "check") state.listener?.checked(state, server, result, durationMs);
  const up = isWell(state, server);
  if (up === state.pool.isUp(server)) return "none";
  setUp(state, server, up, nowMs, { kind, result, durationMs });
  return up ? "up" : "down";
}

/** All that is asked about it agrees. */
function isWell(state: BackendState, server: number): boolean {
  const check = state.config.servers[server]?.check;
  const [record, agent] = [state.checks[server], state.agents[server]];
  return (!check || !record || record.health >= check.rise) && (!agent || agent.health >= 1);
}

/** `http-check disable-on-404`. */
function leave(state: BackendState, server: number, outcome: Outcome): void {
  const { result } = outcome;
  const leaving = result.status === "l7-conditional";
  if (leaving === state.pool.isLeaving(server) || (!leaving && !result.passed)) return;
  state.pool.setLeaving(server, leaving);
  state.listener?.leaving(state, server, leaving, outcome);
}

/** A server can serve, or cannot any more; those that track it follow. */
function setUp(state: BackendState, server: number, up: boolean, nowMs: number, cause: Cause): void {
  const before = state.pool.isUp(server);
  const { slowStartMs } = state.config.servers[server] ?? {};
  if (up && !before && slowStartMs !== undefined) ramp(state, server, 0, slowStartMs);
  state.pool.setUp(server, up);
  if (!up) state.pool.setLeaving(server, false);
  if (before !== up) state.checks[server]?.turned(up, nowMs);
  judge(state, nowMs);
  if (before !== up) state.listener?.changed(state, server, up, cause);
  if (up) state.wake();
  else if (state.config.redispatch) state.redistribute(server);
  const name = `${state.config.name}/${state.config.servers[server]?.name}`;
  for (const { state: other, server: at } of state.trackers[server] ?? []) {
    if (other.pool.adminOf(at) !== "maint") setUp(other, at, up, nowMs, { kind: "track", name });
  }
}

/** A server that came back so long ago gets its part; false once it gets all. */
export function warm(state: BackendState, server: number, elapsedMs: number): boolean {
  const { slowStartMs } = state.config.servers[server] ?? {};
  if (slowStartMs === undefined || !state.pool.isUp(server)) return false;
  ramp(state, server, elapsedMs, slowStartMs);
  state.serve(server);
  return elapsedMs < slowStartMs;
}

function ramp(state: BackendState, server: number, elapsedMs: number, slowStartMs: number): void {
  if (state.weightsChange) state.pool.setShare(server, shareAfter(elapsedMs, slowStartMs));
  state.limits?.setRamp(server, Math.min(1, elapsedMs / slowStartMs));
}

/** An administrator says so: the next checks count from the end of their range. */
export function setHealth(state: BackendState, server: number, up: boolean, nowMs: number): void {
  const check = state.config.servers[server]?.check;
  const record = state.checks[server];
  if (record && check) record.health = up ? check.rise + check.fall - 1 : 0;
  state.pool.setLeaving(server, false);
  setUp(state, server, up, nowMs, { kind: "admin" });
}

/** The same for what the agent says. */
export function setAgentHealth(state: BackendState, server: number, up: boolean, nowMs: number): void {
  const agent = state.agents[server];
  if (!agent) return;
  agent.health = up ? 1 : 0;
  const well = isWell(state, server);
  if (well !== state.pool.isUp(server)) setUp(state, server, well, nowMs, { kind: "admin" });
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
  const up = state.hasAnyone;
  if (up === state.changes.isUp) return;
  state.changes.turned(up, nowMs);
}

/** Lets servers with `track` follow the one that they name; to be called once, before the checks begin. */
export function linkTrackers(states: readonly BackendState[]): void {
  for (const state of states) {
    for (const [server, { track }] of state.config.servers.entries()) {
      const target = track && states.find(({ config }) => config.name === track.backend);
      const at = target?.config.servers.findIndex(({ name }) => name === track?.server) ?? -1;
      if (target && at >= 0) target.trackers[at]?.push({ state, server });
    }
  }
}
