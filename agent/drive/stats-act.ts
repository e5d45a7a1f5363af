import type { HaproxyConfig } from "../config/haproxy/config.ts";
import type { BackendState } from "../proxy/backend-state.ts";
import { joinServer } from "../proxy/server-join.ts";
import { limitServer } from "../proxy/server-setting.ts";
import type { AdminAction } from "../stats/admin-action.ts";
import type { News } from "../stats/admin-message.ts";
import type { Counters } from "../stats/counters.ts";
import type { Front } from "./proxy-front.ts";
import type { Entrance, Gate } from "./proxy-gate.ts";
import type { RateLimits } from "./proxy-throttle.ts";
import { actOnServer } from "./stats-act-server.ts";

/** What an administrator may change. */
export interface AdministratorOptions {
  readonly config: HaproxyConfig;
  readonly fronts: readonly Front[];
  readonly backends: readonly BackendState[];
  readonly connections: Counters;
  readonly tlsConnections: Counters;
  readonly entrance: Entrance;
  readonly rates: RateLimits;
  /** Those of a server, or the one of this number. */
  readonly endSessions: (which: { readonly server: string } | { readonly id: number }) => void;
  /** Of a frontend's gate, or of the process. */
  readonly limit: (gate: Gate | undefined, connections: number) => void;
  /** Where news of a proxy goes: by the name of its section. */
  readonly tell: (proxy: string, news: News) => void;
}

/** Does what the statistics page and the statistics socket ask for. */
export class Administrator {
  readonly #options: AdministratorOptions;
  /** `set maxconn global`. */
  maximum: number | undefined;

  constructor(options: AdministratorOptions) {
    this.#options = options;
  }

  act(action: AdminAction): void {
    if ("server" in action) actOnServer(action, this.#options);
    else if (action.kind === "server-join") this.#join(action);
    else if (action.kind === "clear-counters") this.#clear(action.what);
    else if (action.kind === "process-limit") this.#limit(action.limit);
    else if (action.kind === "rate-limit") this.#options.rates[action.rate] = action.limit;
    else if (action.kind === "end-session") this.#options.endSessions({ id: action.id });
    else this.#frontend(action);
  }

  #join({ backend, config }: Extract<AdminAction, { readonly kind: "server-join" }>): void {
    const state = this.#options.backends.find((candidate) => candidate.config.name === backend);
    if (!state) return;
    const server = joinServer(state, config, performance.now());
    if (config.maxConnections !== undefined) limitServer(state, server, config.maxConnections);
  }

  #limit(connections: number): void {
    this.maximum = connections;
    this.#options.limit(undefined, connections);
  }

  #frontend(action: Extract<AdminAction, { readonly name: string }>): void {
    const front = this.#options.fronts.find(({ frontend }) => frontend.name === action.name);
    if (!front) return;
    if (action.kind === "frontend-limit") this.#options.limit(front.gate, action.limit);
    else if (action.wish === "stop") this.#stop(front);
    else this.#pause(front, action.wish === "pause");
  }

  #stop(front: Front): void {
    const { name } = front.frontend;
    front.status = "STOP";
    this.#options.entrance.stop(front.gate);
    const backend = this.#options.backends.find(({ config }) => config.name === name)?.total ?? 0;
    const text = `Proxy ${name} stopped (cumulated conns: FE: ${front.gate.total}, BE: ${backend}).`;
    this.#options.tell(name, { level: "warning", text });
  }

  #pause(front: Front, paused: boolean): void {
    const status = paused ? "PAUSED" : "OPEN";
    if (front.status === status || front.status === "STOP") return;
    front.status = status;
    if (paused) this.#options.entrance.shut(front.gate);
    else this.#options.entrance.reopen(front.gate);
    const { name } = front.frontend;
    this.#options.tell(name, {
      level: "warning",
      text: `${paused ? "Paused" : "Resumed"} frontend ${name}.`,
    });
  }

  #clear(what: "peaks" | "all"): void {
    const { fronts, backends, connections, tlsConnections } = this.#options;
    const all = [
      connections,
      tlsConnections,
      ...fronts.map(({ counters }) => counters),
      ...backends.flatMap(({ counters, serverCounters }) => [counters, ...serverCounters]),
    ];
    for (const counters of all) {
      if (what === "peaks") counters.clearPeaks();
      else counters.clear();
    }
    if (what === "peaks") return;
    for (const { handshakes } of fronts) Object.assign(handshakes, { done: 0, resumed: 0, failed: 0 });
    const records = backends.flatMap(({ checks, agents, changes }) => [...checks, ...agents, changes]);
    for (const record of records) record?.clear();
  }
}
