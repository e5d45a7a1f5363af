import { hostname } from "node:os";
import type { HaproxyConfig, StatsSocket } from "../config/haproxy/config.ts";
import { originalVersion } from "../config/haproxy/version.ts";
import { moveServer, setAdmin, setHealth, setWeight } from "../proxy/backend-control.ts";
import type { BackendState } from "../proxy/backend-state.ts";
import type { AdminAction } from "../stats/admin-action.ts";
import { healthNews, type News, stateNews } from "../stats/admin-message.ts";
import type { Counters } from "../stats/counters.ts";
import type { ProcessView, ProxyView, SessionView, StatsView } from "../stats/view.ts";
import type { StickTable } from "../stick/table.ts";
import { descriptorLimit } from "./descriptor-limit.ts";
import { localDate } from "./local-time.ts";
import type { Front } from "./proxy-front.ts";
import type { Gate } from "./proxy-gate.ts";

/** What the statistics look at, and what they may change. */
export interface StatsWorldOptions {
  readonly config: HaproxyConfig;
  readonly fronts: readonly Front[];
  readonly backends: readonly BackendState[];
  readonly connections: Counters;
  readonly tlsConnections: Counters;
  readonly sessions: () => readonly SessionView[];
  readonly tables: () => readonly StickTable[];
  /** Those of a server, or the one of this number. */
  readonly endSessions: (which: { readonly server: string } | { readonly id: number }) => void;
  /** Of a frontend's gate, or of the process. */
  readonly limit: (gate: Gate | undefined, connections: number) => void;
  readonly stopListening: (gate: Gate) => void;
  readonly stopping: () => boolean;
  /** Where news of a proxy goes: by the name of its section. */
  readonly tell: (proxy: string, news: News) => void;
}

/** The running balancer as the statistics page and the statistics socket see it. */
export class StatsWorld {
  readonly #options: StatsWorldOptions;
  readonly #startedAtSeconds = Math.floor(Date.now() / 1000);
  readonly #startedMs = performance.now();
  readonly #proxies: readonly ProxyView[];
  readonly #descriptors = descriptorLimit();
  /** `set maxconn global`. */
  #maximum: number | undefined;
  readonly #node: string;
  readonly #sockets: StatsView["sockets"];

  constructor(options: StatsWorldOptions) {
    this.#options = options;
    this.#node = options.config.global.node ?? hostname();
    this.#proxies = this.#makeProxies();
    this.#sockets = (options.config.global.statsSockets ?? []).map(({ address, level }) => {
      return { address: socketName(address), level };
    });
  }

  view(): StatsView {
    const nowMs = performance.now();
    return {
      nowMs,
      process: this.#process(nowMs),
      proxies: this.#proxies,
      sessions: this.#options.sessions(),
      patterns: this.#options.config.patterns,
      tables: this.#options.tables(),
      sockets: this.#sockets,
      date: () => localDate(new Date()),
      environment: () => process.env,
    };
  }

  act(action: AdminAction): void {
    if ("server" in action) this.#server(action);
    else if (action.kind === "clear-peaks") this.#clearPeaks();
    else if (action.kind === "process-limit") this.#limit(action.limit);
    else if (action.kind === "end-session") this.#options.endSessions({ id: action.id });
    else this.#frontend(action);
  }

  #limit(connections: number): void {
    this.#maximum = connections;
    this.#options.limit(undefined, connections);
  }

  get maximumConnections(): number {
    return this.#maximum ?? this.#options.config.global.maxConnections ?? Math.floor(this.#descriptors / 2);
  }

  #process(nowMs: number): ProcessView {
    const { config, fronts, connections, tlsConnections } = this.#options;
    return {
      pid: process.pid,
      version: originalVersion,
      node: this.#node,
      description: config.global.description ?? "",
      startedAtSeconds: this.#startedAtSeconds,
      uptimeMs: nowMs - this.#startedMs,
      maximumConnections: this.maximumConnections,
      descriptors: this.#descriptors,
      connections,
      tlsConnections,
      listeners: fronts.reduce((sum, { frontend }) => sum + frontend.binds.length, 0),
      stopping: this.#options.stopping(),
      // The most that it had: after `chroot` there is no /proc to ask what it has now.
      memoryBytes: process.resourceUsage().maxRSS * 1024,
    };
  }

  #frontend(action: Extract<AdminAction, { readonly name: string }>): void {
    const front = this.#options.fronts.find(({ frontend }) => frontend.name === action.name);
    if (!front) return;
    if (action.kind === "frontend-limit") {
      this.#options.limit(front.gate, action.limit);
      return;
    }
    const { name, wish } = action;
    if (wish === "stop") {
      this.#options.stopListening(front.gate);
      const backend = this.#options.backends.find(({ config }) => config.name === name)?.total ?? 0;
      const text = `Proxy ${name} stopped (cumulated conns: FE: ${front.gate.total}, BE: ${backend}).`;
      this.#options.tell(name, { level: "warning", text });
      return;
    }
    const paused = wish === "pause";
    if (front.paused === paused) return;
    front.paused = paused;
    const text = `${paused ? "Paused" : "Resumed"} frontend ${name}.`;
    this.#options.tell(name, { level: "warning", text });
  }

  #clearPeaks(): void {
    const { fronts, backends, connections, tlsConnections } = this.#options;
    const all = [
      connections,
      tlsConnections,
      ...fronts.map(({ counters }) => counters),
      ...backends.flatMap(({ counters, serverCounters }) => [counters, ...serverCounters]),
    ];
    for (const counters of all) counters.clearPeaks();
  }

  #server(action: Extract<AdminAction, { readonly server: number }>): void {
    const { backend: name, server } = action;
    const state = this.#options.backends.find(({ config }) => config.name === name);
    if (!state) return;
    const nowMs = performance.now();
    if (action.kind === "server-weight") setWeight(state, server, action.weight, nowMs);
    else if (action.kind === "end-sessions") this.#options.endSessions({ server: `${name}/${server}` });
    else if (action.kind === "server-limit") state.limits?.setMaximum(server, action.limit);
    else if (action.kind === "server-address") moveServer(state, server, action);
    else if (action.kind === "server-health") {
      if (state.pool.isUp(server) === action.up) return;
      setHealth(state, server, action.up, nowMs);
      this.#tell(name, healthNews(state, server, action.up));
    } else {
      const before = state.pool.adminOf(server);
      setAdmin(state, server, action.state, nowMs);
      this.#tell(name, stateNews(state, server, before));
    }
  }

  #tell(proxy: string, all: readonly News[]): void {
    for (const news of all) this.#options.tell(proxy, news);
  }

  /** In the order of the file; the halves of a `listen` are one. */
  #makeProxies(): readonly ProxyView[] {
    const { fronts, backends } = this.#options;
    const found = new Map<number, ProxyView>();
    for (const front of fronts) {
      const { id, name, mode } = front.frontend;
      const limit = front.frontend.maxConnections ?? this.maximumConnections;
      found.set(id, { id, name, mode, front: front.statsView(limit) });
    }
    for (const state of backends) {
      const { id, name, mode } = state.config;
      found.set(id, { ...found.get(id), id, name, mode, back: { state, limit: this.#fullAt(name) } });
    }
    return [...found.values()].sort((left, right) => left.id - right.id);
  }

  /** `fullconn`: a tenth of what its frontends let in. */
  #fullAt(backend: string): number {
    const limits = this.#options.fronts
      .filter(
        ({ frontend }) =>
          frontend.defaultBackend === backend || frontend.routes.some((route) => route.backend === backend),
      )
      .map(({ frontend }) => frontend.maxConnections ?? this.maximumConnections);
    return Math.floor((limits.reduce((sum, limit) => sum + limit, 0) + 9) / 10);
  }
}

/** As `show cli sockets` writes it. */
function socketName(address: StatsSocket["address"]): string {
  if (address.kind === "path") return `unix@${address.path}`;
  return address.kind === "tcp" ? `ipv4@${address.host}:${address.port}` : `sockpair@${address.descriptor}`;
}
