import { adminBits, statusOfCode } from "../stats/state-code.ts";
import { setAdmin } from "./backend-control.ts";
import type { BackendState } from "./backend-state.ts";
import { moveServer } from "./server-setting.ts";

/** What a line of `show servers state` (version 1) says of a server, as far as it is taken over. */
export interface SavedServer {
  readonly backend: string;
  readonly server: string;
  readonly host: string;
  /** 0 stopped, 1 warming up, 2 running, 3 it wants no new visitors. */
  readonly operation: number;
  readonly admin: number;
  readonly weight: number;
  readonly initialWeight: number;
  readonly sinceSeconds: number;
  readonly status: number;
  readonly result: number;
  readonly port: number;
  readonly checkPort: number;
  readonly checkHost: string;
}

/** Undefined: it is no state file, or of a version that nobody knows here. */
export function parseSavedState(text: string): readonly SavedServer[] | undefined {
  const [version, ...lines] = text.split("\n");
  if (version?.trim() !== "1") return undefined;
  return lines.filter((line) => line !== "" && !line.startsWith("#")).flatMap(readLine);
}

/** Fewer words than the first version of the original had: the line is cut off. */
const leastWords = 16;

function readLine(line: string): readonly SavedServer[] {
  const words = line.trim().split(/ +/);
  if (words.length < leastWords) return [];
  const number = (at: number): number => Number.parseInt(words[at] ?? "0", 10) || 0;
  const text = (at: number): string => (words[at] === "-" ? "" : (words[at] ?? ""));
  return [
    {
      backend: text(1),
      server: text(3),
      host: text(4),
      operation: number(5),
      admin: number(6),
      weight: number(7),
      initialWeight: number(8),
      sinceSeconds: number(9),
      status: number(10),
      result: number(11),
      port: number(18),
      checkPort: number(21),
      checkHost: text(22),
    },
  ];
}

/** What has come of it, where that is not how a server begins. */
export type Restored = "down" | "leaving" | "drain" | undefined;

/**
 * Brings a server back to where it was. As the original: what the file with the configuration says of maintenance
 * counts; so does its weight, where that has changed since; an address counts for servers that are known by a name.
 */
export function restoreServer(
  state: BackendState,
  index: number,
  saved: SavedServer,
  nowMs: number,
): Restored {
  const server = state.config.servers[index];
  const record = state.checks[index];
  if (!server || !record) return undefined;
  const wasForced = (saved.admin & adminBits.forcedMaintenance) !== 0;
  const isConfigured = (saved.admin & adminBits.configured) !== 0;
  if (saved.initialWeight === server.weight) state.pool.setWeight(index, saved.weight);
  if (saved.port > 0 && server.port > 0) moveServer(state, index, { host: server.host, port: saved.port });
  const last = server.initAddress?.some(({ kind }) => kind === "last") ?? true;
  if (server.fqdn !== undefined && last && saved.host !== "") {
    moveServer(state, index, { host: saved.host, port: state.config.servers[index]?.port ?? 0 });
  }
  moveCheck(state, index, saved);
  const status = statusOfCode(saved.status);
  if (status) record.last = { passed: saved.result >= 3, status };
  const sinceMs = nowMs - saved.sinceSeconds * 1000;
  const maint = server.disabled === true || (wasForced && !isConfigured);
  const up = saved.operation !== 0;
  if (!server.disabled) restoreHealth(state, index, saved);
  record.resume(up && !maint, sinceMs);
  if (maint) {
    if (!server.disabled) setAdmin(state, index, "maint", nowMs);
    record.resume(false, sinceMs);
    return server.disabled ? undefined : "down";
  }
  if (saved.admin & adminBits.forcedDrain) {
    setAdmin(state, index, "drain", nowMs);
    return "drain";
  }
  return up ? (saved.operation === 3 ? "leaving" : undefined) : "down";
}

function restoreHealth(state: BackendState, index: number, { operation }: SavedServer): void {
  const { rise, fall } = state.config.servers[index]?.check ?? { rise: 2, fall: 3 };
  const record = state.checks[index];
  if (!record) return;
  // Stopped, warming up, running, leaving.
  record.health = [0, Math.max(1, rise - 1), rise + fall - 1, rise][operation] ?? rise;
  state.pool.setUp(index, operation !== 0);
  state.pool.setLeaving(index, operation === 3);
}

function moveCheck(state: BackendState, index: number, { checkPort, checkHost }: SavedServer): void {
  const servers = state.config.servers as (typeof state.config.servers)[number][];
  const server = servers[index];
  if (!server?.check || (checkPort === 0 && checkHost === "")) return;
  const check = {
    ...server.check,
    ...(checkPort > 0 ? { port: checkPort } : {}),
    ...(checkHost === "" ? {} : { host: checkHost }),
  };
  servers[index] = { ...server, check };
}
