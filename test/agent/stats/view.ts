import type { HaproxyConfig } from "../../../agent/config/haproxy/config.ts";
import type { BackendState } from "../../../agent/proxy/backend-state.ts";
import { Counters } from "../../../agent/stats/counters.ts";
import { ErrorLog } from "../../../agent/stats/error-log.ts";
import type { ProxyView, StatsView } from "../../../agent/stats/view.ts";
import { StickTable } from "../../../agent/stick/table.ts";

/** What the statistics see of a configuration at a simulated moment. */
export function statsViewOf(
  config: HaproxyConfig,
  states: readonly BackendState[],
  nowMs: number,
): StatsView {
  const proxies = new Map<number, ProxyView>();
  for (const { id, name, mode } of config.frontends) {
    const handshakes = { done: 0, resumed: 0, failed: 0 };
    const front = { counters: new Counters(), status: "OPEN" as const, limit: 4096, handshakes };
    proxies.set(id, { id, name, mode, front });
  }
  for (const state of states) {
    const { id, name, mode } = state.config;
    proxies.set(id, { ...proxies.get(id), id, name, mode, back: { state, limit: 410 } });
  }
  return {
    nowMs,
    process: {
      pid: 42,
      version: "2.6.12",
      node: "lb1",
      description: "",
      startedAtSeconds: 1_795_259_157,
      uptimeMs: nowMs,
      maximumConnections: 4096,
      hardLimit: 4096,
      descriptors: 8192,
      connections: new Counters(),
      tlsConnections: new Counters(),
      listeners: config.frontends.length,
      stopping: false,
      memoryBytes: 0,
    },
    proxies: [...proxies.values()].sort((left, right) => left.id - right.id),
    sessions: [],
    patterns: config.patterns,
    tables: config.tables.map((spec) => new StickTable(spec)),
    sockets: [],
    errors: new ErrorLog(),
    rates: { connections: 0, sessions: 0, tlsSessions: 0 },
    date: () => "21/Nov/2026:18:21:49.635",
    environment: () => ({}),
  };
}
