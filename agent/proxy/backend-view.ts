import type { BackendView, ServerView } from "../acl/view.ts";
import type { BackendState } from "./backend-state.ts";
import { serverIds } from "./server-id.ts";

/** A backend as conditions see it. */
export function backendView(state: BackendState): BackendView {
  const { config, pool, counters } = state;
  const { servers, allBackups } = config;
  const indexOf = (name: string): number => servers.findIndex((server) => server.name === name);
  return {
    id: config.id,
    // Of the backups only the first counts, unless all may serve.
    get usable() {
      const active = pool.usable(false);
      if (active > 0) return active;
      const backups = pool.usable(true);
      return allBackups ? backups : Math.min(1, backups);
    },
    isUp: (name) => pool.isUp(indexOf(name)),
    get sessions() {
      return state.active;
    },
    get queued() {
      return state.queued;
    },
    get free() {
      return freeOf(state);
    },
    sessionRate: (nowMs) => counters.sessionRate.read(nowMs),
    server: (name) => serverView(state, indexOf(name)),
  };
}

/** Sessions that its servers can still take; −1: one of them has no limit. */
function freeOf({ config, sessions, pool }: BackendState): number {
  let free = 0;
  for (const [index, { maxConnections }] of config.servers.entries()) {
    if (!pool.isUp(index)) continue;
    if (maxConnections === undefined) return -1;
    free += Math.max(0, maxConnections - (sessions[index] ?? 0));
  }
  return free;
}

function serverView(state: BackendState, index: number): ServerView | undefined {
  const { config, pool, sessions, line, serverCounters } = state;
  const server = config.servers[index];
  if (!server) return undefined;
  const { maxConnections } = server;
  return {
    id: serverIds(config.servers)[index] ?? 0,
    sessions: sessions[index] ?? 0,
    queued: line.lengthAt(index),
    weight: pool.weightOf(index),
    initialWeight: server.weight,
    ...(maxConnections === undefined ? {} : { maxConnections }),
    sessionRate: (nowMs) => serverCounters[index]?.sessionRate.read(nowMs) ?? 0,
  };
}
