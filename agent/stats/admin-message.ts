import type { AdminState } from "../balance/pool.ts";
import { emptyMessage } from "../health/message.ts";
import type { BackendState } from "../proxy/backend-state.ts";

/** A line of the log with its weight, as the original gives them. */
export interface News {
  readonly level: "emerg" | "alert" | "warning" | "notice";
  readonly text: string;
}

/** What is told of a server that an administrator has put into another state. */
export function stateNews(state: BackendState, server: number, before: AdminState): readonly News[] {
  const now = state.pool.adminOf(server);
  if (now === before) return [];
  const level = now === "maint" ? "alert" : "notice";
  return [{ level, text: stateText(state, server, before) }, ...(now === "ready" ? [] : ofEmpty(state))];
}

/** The same for its health. */
export function healthNews(state: BackendState, server: number, up: boolean): readonly News[] {
  const counts = up ? upCounts(state) : downCounts(state, server);
  const text = `${nameOf(state, server)} is ${up ? "UP" : "DOWN"}, changed from CLI. ${counts}`;
  return up ? [{ level: "notice", text }] : [{ level: "alert", text }, ...ofEmpty(state)];
}

/** It lives on without new visitors. */
export function stoppingNews(state: BackendState, server: number): readonly News[] {
  const text = `${nameOf(state, server)} is stopping, changed from CLI. ${upCounts(state)}`;
  return [{ level: "notice", text }, ...ofEmpty(state)];
}

function ofEmpty({ config, pool }: BackendState): readonly News[] {
  if (pool.usable(false) + pool.usable(true) > 0) return [];
  return [{ level: "emerg", text: emptyMessage(config.section ?? "backend", config.name) }];
}

function stateText(state: BackendState, server: number, before: AdminState): string {
  const now = state.pool.adminOf(server);
  const name = nameOf(state, server);
  if (now === "maint" && !state.pool.isUp(server)) return `${name} was DOWN and now enters maintenance.`;
  if (now === "maint") return `${name} is going DOWN for maintenance. ${downCounts(state, server)}`;
  if (now === "drain") {
    return before === "maint"
      ? `${name} is UP/DRAIN (leaving forced maintenance).`
      : `${name} enters drain state. ${upCounts(state)}`;
  }
  const health = state.pool.isUp(server) ? "UP" : "DOWN";
  return before === "maint"
    ? `${name} is ${health}/READY (leaving forced maintenance).`
    : `${name} is ${health} (leaving forced drain).`;
}

function nameOf({ config }: BackendState, index: number): string {
  const server = config.servers[index];
  return `${server?.backup ? "Backup " : ""}Server ${config.name}/${server?.name}`;
}

function downCounts(state: BackendState, server: number): string {
  const sessions = state.sessions[server] ?? 0;
  return `${counted(state, "left")} ${sessions} sessions active, 0 requeued, ${state.queued} remaining in queue.`;
}

function upCounts(state: BackendState): string {
  return `${counted(state, "online")} 0 sessions requeued, ${state.queued} total in queue.`;
}

function counted({ pool }: BackendState, word: string): string {
  const [active, backups] = [pool.usable(false), pool.usable(true)];
  const running = active === 0 && backups > 0 ? " Running on backup." : "";
  return `${active} active and ${backups} backup servers ${word}.${running}`;
}
