import { hostname } from "node:os";
import type { StatsSocket } from "../config/haproxy/config.ts";
import { originalVersion } from "../config/haproxy/version.ts";
import type { AdminAction } from "../stats/admin-action.ts";
import type { CertificateDesk } from "../stats/certificate-desk.ts";
import type { CommandReply, Level } from "../stats/command/command.ts";
import { runCommand } from "../stats/command/run.ts";
import type { ErrorLog } from "../stats/error-log.ts";
import type { MachineView } from "../stats/machine.ts";
import type { PeersView } from "../stats/peers-view.ts";
import type { ProcessView, ProxyView, SessionView, StatsView } from "../stats/view.ts";
import type { StickTable } from "../stick/table.ts";
import { descriptorLimit } from "./descriptor-limit.ts";
import { localDate } from "./local-time.ts";
import { Administrator, type AdministratorOptions } from "./stats-act.ts";

/** What the statistics look at, and what they may change. */
export interface StatsWorldOptions extends AdministratorOptions {
  readonly sessions: () => readonly SessionView[];
  readonly tables: () => readonly StickTable[];
  readonly stopping: () => boolean;
  readonly errors: ErrorLog;
  readonly machine: MachineView;
  readonly certificates: CertificateDesk;
}

/** The running balancer as the statistics page and the statistics socket see it. */
export class StatsWorld {
  readonly #options: StatsWorldOptions;
  readonly #startedAtSeconds = Math.floor(Date.now() / 1000);
  readonly #startedMs = performance.now();
  readonly #proxies: readonly ProxyView[];
  readonly #descriptors = descriptorLimit();
  readonly #administrator: Administrator;
  readonly #node: string;
  readonly #sockets: StatsView["sockets"];
  /** Set by who shares tables. */
  peers: () => readonly PeersView[] = () => [];

  constructor(options: StatsWorldOptions) {
    this.#options = options;
    this.#administrator = new Administrator(options);
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
      peers: this.peers(),
      sockets: this.#sockets,
      errors: this.#options.errors,
      machine: this.#options.machine,
      certificates: this.#options.certificates,
      rates: this.#options.rates,
      date: () => localDate(Date.now()),
      environment: () => process.env,
    };
  }

  /** Does a command of the statistics socket, and what it asks for. */
  command(text: string, level: Level, payload?: string): CommandReply {
    const context = { view: this.view(), level };
    const reply = runCommand(text, payload === undefined ? context : { ...context, payload });
    for (const action of reply.actions ?? []) this.act(action);
    return reply;
  }

  act(action: AdminAction): void {
    this.#administrator.act(action);
  }

  get maximumConnections(): number {
    return this.#administrator.maximum ?? this.#hardLimit;
  }

  get #hardLimit(): number {
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
      hardLimit: this.#hardLimit,
      descriptors: this.#descriptors,
      connections,
      tlsConnections,
      listeners: fronts.reduce((sum, { frontend }) => sum + frontend.binds.length, 0),
      stopping: this.#options.stopping(),
      // The most that it had: after `chroot` there is no /proc to ask what it has now.
      memoryBytes: process.resourceUsage().maxRSS * 1024,
    };
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
