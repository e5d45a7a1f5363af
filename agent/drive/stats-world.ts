import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import type { HaproxyConfig } from "../config/haproxy/config.ts";
import { originalVersion } from "../config/haproxy/version.ts";
import { setAdmin, setHealth, setWeight } from "../proxy/backend-control.ts";
import type { BackendState } from "../proxy/backend-state.ts";
import type { AdminAction } from "../stats/admin-action.ts";
import { healthNews, type News, stateNews } from "../stats/admin-message.ts";
import type { Counters } from "../stats/counters.ts";
import type { ProcessView, ProxyView, SessionView, StatsView } from "../stats/view.ts";
import type { Front } from "./proxy-front.ts";

/** What the statistics look at, and what they may change. */
export interface StatsWorldOptions {
  readonly config: HaproxyConfig;
  readonly fronts: readonly Front[];
  readonly backends: readonly BackendState[];
  readonly connections: Counters;
  readonly tlsConnections: Counters;
  readonly sessions: () => readonly SessionView[];
  readonly endSessions: (backend: string, server: number) => void;
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
  readonly #node: string;

  constructor(options: StatsWorldOptions) {
    this.#options = options;
    this.#node = options.config.global.node ?? hostname();
    this.#proxies = this.#makeProxies();
  }

  view(): StatsView {
    const nowMs = performance.now();
    return {
      nowMs,
      process: this.#process(nowMs),
      proxies: this.#proxies,
      sessions: this.#options.sessions(),
    };
  }

  act(action: AdminAction): void {
    if (action.kind === "frontend") this.#frontend(action.name, action.wish === "pause");
    else if (action.kind === "clear-peaks") this.#clearPeaks();
    else this.#server(action);
  }

  get maximumConnections(): number {
    return this.#options.config.global.maxConnections ?? Math.floor(this.#descriptors / 2);
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
      memoryBytes: process.memoryUsage.rss(),
    };
  }

  #frontend(name: string, paused: boolean): void {
    const front = this.#options.fronts.find(({ frontend }) => frontend.name === name);
    if (!front || front.paused === paused) return;
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
    else if (action.kind === "end-sessions") this.#options.endSessions(name, server);
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

/** How many files and connections the system lets this process have open: proc(5). */
function descriptorLimit(): number {
  try {
    const soft = Number(/^Max open files +(\d+)/m.exec(readFileSync("/proc/self/limits", "utf8"))?.[1]);
    return Number.isFinite(soft) ? soft : 1024;
  } catch {
    return 1024;
  }
}
