import {
  briefMessage,
  changeMessage,
  checkMessage,
  emptyMessage,
  leavingMessage,
  type SideNews,
  trackMessage,
} from "../health/message.ts";
import type { CheckResult } from "../health/result.ts";
import type { Cause } from "../proxy/backend-control.ts";
import type { BackendState } from "../proxy/backend-state.ts";
import type { LogLevel } from "./access-log.ts";

interface News {
  readonly level: LogLevel;
  readonly message: string;
}

/** What the log says of a server that changed sides; of an administrator's wish others tell. */
export function changeNews(state: BackendState, index: number, up: boolean, cause: Cause): readonly News[] {
  if (cause.kind === "admin") return [];
  const about = sidesOf(state, index, up);
  return withEmptiness(state, { level: up ? "notice" : "alert", message: messageOf(state, about, cause) });
}

function messageOf(
  state: BackendState,
  about: SideNews,
  cause: Exclude<Cause, { readonly kind: "admin" }>,
): string {
  if (cause.kind === "track") return trackMessage({ ...about, via: cause.name });
  // Where every check is told, its outcome has just been.
  return state.config.logHealthChecks ? briefMessage(about) : changeMessage({ ...about, ...cause });
}

function withEmptiness(state: BackendState, news: News): readonly News[] {
  const { config } = state;
  if (state.hasAnyone) return [news];
  return [news, { level: "emerg", message: emptyMessage(config.section ?? "backend", config.name) }];
}

/** `option log-health-checks`. */
export function checkNews(
  state: BackendState,
  index: number,
  result: CheckResult,
  durationMs: number,
): string {
  const { check } = state.config.servers[index] ?? {};
  const health = state.checks[index]?.health ?? 0;
  const { rise, fall } = check ?? { rise: 1, fall: 1 };
  return checkMessage({ ...nameOf(state, index), result, durationMs, health, rise, fall });
}

export function leavingNews(
  state: BackendState,
  index: number,
  leaving: boolean,
  outcome: { readonly result: CheckResult; readonly durationMs: number },
): string {
  return leavingMessage({ ...sidesOf(state, index, !leaving), ...outcome });
}

export function sidesOf(state: BackendState, index: number, up: boolean): SideNews {
  const { pool } = state;
  return {
    ...nameOf(state, index),
    up,
    active: pool.usable(false),
    backups: pool.usable(true),
    sessions: state.sessions[index] ?? 0,
    queued: state.queued,
  };
}

function nameOf(
  { config }: BackendState,
  index: number,
): { backend: string; server: string; backup: boolean } {
  const server = config.servers[index];
  return { backend: config.name, server: server?.name ?? "", backup: server?.backup ?? false };
}
