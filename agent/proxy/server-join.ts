import { heedsWeights } from "../balance/index.ts";
import type { Backend, Server } from "../config/haproxy/config.ts";
import { CheckRecord } from "../stats/check-record.ts";
import { Counters } from "../stats/counters.ts";
import type { BackendState } from "./backend-state.ts";

/** The lists of a backend that grow with its servers; nobody else makes them longer. */
interface Growing {
  readonly sessions: number[];
  readonly serverCounters: Counters[];
  readonly checks: CheckRecord[];
  readonly agents: (CheckRecord | undefined)[];
  readonly trackers: BackendState["trackers"][number][];
  readonly config: Omit<Backend, "servers"> & { readonly servers: Server[] };
}

/** `first` could, and is left out by the original, too. */
export function takesNewServers({ balance, hashType }: Backend): boolean {
  return ["roundrobin", "leastconn"].includes(balance.algorithm) && heedsWeights(balance, hashType);
}

/** One more server, in maintenance and unchecked until somebody enables both. Gives its place. */
export function joinServer(state: BackendState, server: Server, nowMs: number): number {
  const growing = state as unknown as Growing;
  const index = growing.config.servers.length;
  growing.config.servers.push(server);
  growing.sessions.push(0);
  growing.serverCounters.push(new Counters());
  const record = new CheckRecord(server.check?.rise ?? 1, nowMs);
  growing.checks.push(record);
  growing.agents.push(server.agent ? new CheckRecord(1, nowMs) : undefined);
  growing.trackers.push([]);
  state.silenced.check.add(index);
  state.silenced.agent.add(index);
  state.pool.add(server);
  record.health = 0;
  state.listener?.joined(state, index);
  return index;
}

/** It is gone for good: its place stays empty, so that the others keep theirs. */
export function removeServer(state: BackendState, server: number): void {
  const { servers } = (state as unknown as Growing).config;
  const old = servers[server];
  if (!old) return;
  const { check: _check, agent: _agent, ...rest } = old;
  servers[server] = { ...rest, name: "", removed: true };
}
