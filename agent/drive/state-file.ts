import { readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import type { Backend, HaproxyGlobal } from "../config/haproxy/config.ts";
import { reloadMessage } from "../health/message.ts";
import type { BackendState } from "../proxy/backend-state.ts";
import { parseSavedState, restoreServer, type SavedServer } from "../proxy/saved-state.ts";
import { sidesOf } from "./health-news.ts";

interface Options {
  readonly global: HaproxyGlobal;
  readonly states: readonly BackendState[];
  readonly warn: (message: string) => void;
}

/** Takes over what a process before this one has said of its servers (`load-server-state-from-file`). */
export function loadStateFiles({ global, states, warn }: Options): void {
  const files = new Map<string, readonly SavedServer[]>();
  for (const state of states) {
    const name = fileOf(state.config, global);
    if (name === undefined) continue;
    const path = isAbsolute(name) ? name : join(global.stateFolder ?? "", name);
    if (!files.has(path)) files.set(path, readState(path, warn));
    restore(state, files.get(path) ?? [], warn);
  }
}

function fileOf(
  { name, stateFrom, stateFile }: Backend,
  { stateFile: whole }: HaproxyGlobal,
): string | undefined {
  if (stateFrom === "global") return whole;
  return stateFrom === "local" ? (stateFile ?? name) : undefined;
}

function readState(path: string, warn: Options["warn"]): readonly SavedServer[] {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    warn(`config : Can't open server state file '${path}': No such file or directory.`);
    return [];
  }
  const saved = parseSavedState(text);
  if (!saved) warn(`config : Can't get version of the server state file '${path}'.`);
  return saved ?? [];
}

function restore(state: BackendState, saved: readonly SavedServer[], warn: Options["warn"]): void {
  const nowMs = performance.now();
  const { name, servers } = state.config;
  for (const [index, server] of servers.entries()) {
    const line = saved.find((one) => one.backend === name && one.server === server.name);
    const found = line && restoreServer(state, index, line, nowMs);
    if (found === "drain") warn(`config : Server ${name}/${server.name} remains in forced drain mode.`);
    else if (found) warn(`config : ${reloadMessage(sidesOf(state, index, false), found)}`);
  }
  if (!state.hasAnyone && servers.length > 0) state.changes.turned(false, nowMs);
}
