import type { HaproxyConfig } from "../../../agent/config/haproxy/config.ts";
import { CertificateVault } from "../../../agent/drive/certificate-vault.ts";
import type { BackendState } from "../../../agent/proxy/backend-state.ts";
import type { CertificateDesk } from "../../../agent/stats/certificate-desk.ts";
import { Counters } from "../../../agent/stats/counters.ts";
import { ErrorLog } from "../../../agent/stats/error-log.ts";
import type { MachineView } from "../../../agent/stats/machine.ts";
import type { ProxyView, StatsView } from "../../../agent/stats/view.ts";
import { StickTable } from "../../../agent/stick/table.ts";

const machine: MachineView = {
  nowSeconds: () => 1_795_259_157.25,
  listeners: () => [
    { descriptor: 18, frontend: "fe", state: "RDY", place: "fam=ipv4 lport=80" },
    { descriptor: 9, frontend: "stats", state: "PAU", place: "fam=ipv4 lport=8404" },
  ],
  descriptors: () => [
    { descriptor: 0, name: "/dev/null" },
    { descriptor: 18, name: "socket:[4711]" },
  ],
  pools: () => [
    { name: "new_space", allocated: 100, used: 60 },
    { name: "old_space", allocated: 200, used: 150 },
  ],
  cpuMicroseconds: () => 1500,
  startupLog: () => "[NOTICE]   (42) : hello\n",
};

/** Nothing with TLS is in this world. */
const noCertificates: CertificateDesk = new CertificateVault(new Map());

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
    machine,
    certificates: noCertificates,
    errors: new ErrorLog(),
    rates: { connections: 0, sessions: 0, tlsSessions: 0 },
    date: () => "21/Nov/2026:18:21:49.635",
    environment: () => ({ HOME: "/root" }),
  };
}
