import type { World } from "../acl/world.ts";
import type { Backend, Frontend } from "../config/haproxy/config.ts";
import { firstChecksMs } from "../health/schedule.ts";
import { slowStartStepMs } from "../health/slow-start.ts";
import { type HealthListener, linkTrackers, warm } from "../proxy/backend-control.ts";
import type { BackendState } from "../proxy/backend-state.ts";
import { stateNews } from "../stats/admin-message.ts";
import type { LogLevel } from "./access-log.ts";
import { startAgent } from "./agent-run.ts";
import { Monitor } from "./health-monitor.ts";
import { changeNews, checkNews, leavingNews } from "./health-news.ts";

export interface HealthOptions {
  readonly states: readonly BackendState[];
  /** Name to address, where the file gives a name. */
  readonly addressOf: (host: string) => string;
  readonly tell: (backend: Backend, level: LogLevel, message: string) => void;
  readonly endSessions: (backend: string, server: number) => void;
  /** What expressions in the checks ask about. */
  readonly world: World;
  /** Where the halves of `listen` sections listen: programs are told. */
  readonly frontends: readonly Frontend[];
}

/** Starts the checks of all servers; disposing ends them. */
export function startHealth(options: HealthOptions): Disposable {
  return new Health(options);
}

class Health implements Disposable, HealthListener {
  readonly #options: HealthOptions;
  readonly #monitors: Monitor[];
  readonly #agents: Disposable[];
  readonly #ramps = new Set<NodeJS.Timeout>();

  constructor(options: HealthOptions) {
    this.#options = options;
    const { states } = options;
    linkTrackers(states);
    const subjects = states.flatMap((state) =>
      state.config.servers.flatMap(({ check }, index) => (check ? [{ state, index, check }] : [])),
    );
    const firstMs = firstChecksMs(subjects.map(({ check }) => check.intervalMs));
    this.#monitors = subjects.map((subject, at) => new Monitor(subject, options, firstMs[at] ?? 0));
    this.#agents = states.flatMap((state) =>
      state.config.servers.flatMap((server, index) =>
        server.agent ? [startAgent({ state, server, index, agent: server.agent }, options.addressOf)] : [],
      ),
    );
    for (const state of states) state.listener = this;
  }

  changed(...[state, index, up, cause]: Parameters<HealthListener["changed"]>): void {
    const { tell, endSessions } = this.#options;
    const { config } = state;
    const server = config.servers[index];
    for (const { level, message } of changeNews(state, index, up, cause)) tell(config, level, message);
    if (!up && server?.onMarkedDown) endSessions(config.name, index);
    if (up && server?.onMarkedUp && !server.backup) {
      for (const [at, other] of config.servers.entries()) if (other.backup) endSessions(config.name, at);
    }
    if (up && server?.slowStartMs !== undefined) this.#warm(state, index, server.slowStartMs);
  }

  checked(...[state, index, result, durationMs]: Parameters<HealthListener["checked"]>): void {
    if (!state.config.logHealthChecks) return;
    this.#options.tell(state.config, "notice", checkNews(state, index, result, durationMs));
  }

  leaving(...[state, index, leaving, outcome]: Parameters<HealthListener["leaving"]>): void {
    this.#options.tell(
      state.config,
      leaving ? "alert" : "notice",
      leavingNews(state, index, leaving, outcome),
    );
  }

  asked(...[state, index, before]: Parameters<HealthListener["asked"]>): void {
    for (const { level, text } of stateNews(state, index, before))
      this.#options.tell(state.config, level, text);
  }

  joined(state: BackendState, index: number): void {
    const server = state.config.servers[index];
    if (server?.check)
      this.#monitors.push(new Monitor({ state, index, check: server.check }, this.#options, 0));
    if (!server?.agent) return;
    this.#agents.push(startAgent({ state, server, index, agent: server.agent }, this.#options.addressOf));
  }

  hurry(state: BackendState, server: number): void {
    for (const monitor of this.#monitors) if (monitor.watches(state, server)) monitor.hurry();
  }

  #warm(state: BackendState, server: number, slowStartMs: number): void {
    const startMs = performance.now();
    const timer = setInterval(() => {
      if (warm(state, server, performance.now() - startMs)) return;
      clearInterval(timer);
      this.#ramps.delete(timer);
    }, slowStartStepMs(slowStartMs));
    this.#ramps.add(timer);
  }

  [Symbol.dispose](): void {
    for (const part of [...this.#monitors, ...this.#agents]) part[Symbol.dispose]();
    for (const timer of this.#ramps) clearInterval(timer);
    for (const state of this.#options.states) state.listener = undefined;
  }
}
