import { hostname } from "node:os";
import type { World } from "../acl/world.ts";
import { weightScale } from "../balance/algorithm.ts";
import type { Backend } from "../config/haproxy/config.ts";
import type { HealthCheck } from "../config/haproxy/server-config.ts";
import { checkView } from "../health/check-view.ts";
import { nextIntervalMs } from "../health/interval.ts";
import type { CheckResult } from "../health/result.ts";
import { firstChecksMs } from "../health/schedule.ts";
import { slowStartStepMs } from "../health/slow-start.ts";
import { checked, type HealthListener, linkTrackers, warm } from "../proxy/backend-control.ts";
import type { BackendState } from "../proxy/backend-state.ts";
import { stateNews } from "../stats/admin-message.ts";
import { serverStatus } from "../stats/server-status.ts";
import type { LogLevel } from "./access-log.ts";
import { startAgent } from "./agent-run.ts";
import { runCheck } from "./check-run.ts";
import { changeNews, checkNews, leavingNews } from "./health-news.ts";

export interface HealthOptions {
  readonly states: readonly BackendState[];
  /** Name to address, where the file gives a name. */
  readonly addressOf: (host: string) => string;
  readonly tell: (backend: Backend, level: LogLevel, message: string) => void;
  readonly endSessions: (backend: string, server: number) => void;
  /** What expressions in the checks ask about. */
  readonly world: World;
}

/** Starts the checks of all servers; disposing ends them. */
export function startHealth(options: HealthOptions): Disposable {
  return new Health(options);
}

class Health implements Disposable, HealthListener {
  readonly #options: HealthOptions;
  readonly #monitors: readonly Monitor[];
  readonly #agents: readonly Disposable[];
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

interface Subject {
  readonly state: BackendState;
  readonly index: number;
  readonly check: HealthCheck;
}

/** Checks one server, again and again: the next check begins an interval after the last one ended. */
class Monitor implements Disposable {
  readonly #subject: Subject;
  readonly #options: HealthOptions;
  #timer: NodeJS.Timeout;
  #dueMs: number;
  #running: Disposable | undefined;

  constructor(subject: Subject, options: HealthOptions, firstMs: number) {
    this.#subject = subject;
    this.#options = options;
    this.#dueMs = performance.now() + firstMs;
    this.#timer = setTimeout(() => this.#run(), firstMs);
  }

  watches(state: BackendState, server: number): boolean {
    return this.#subject.state === state && this.#subject.index === server;
  }

  /** `fastinter` counts at once. */
  hurry(): void {
    const { check } = this.#subject;
    const soonMs = check.fastIntervalMs ?? check.intervalMs;
    if (this.#running || performance.now() + soonMs >= this.#dueMs) return;
    clearTimeout(this.#timer);
    this.#again(soonMs);
  }

  #again(afterMs: number): void {
    this.#running = undefined;
    this.#dueMs = performance.now() + afterMs;
    this.#timer = setTimeout(() => this.#run(), afterMs);
  }

  #run(): void {
    const { state, index } = this.#subject;
    const server = state.config.servers[index];
    // An administrator may have given it another place.
    const check = server?.check ?? this.#subject.check;
    const isOff = state.pool.adminOf(index) === "maint" || state.silenced.check.has(index);
    if (!server || isOff) {
      this.#again(check.intervalMs);
      return;
    }
    const startMs = performance.now();
    const { world } = this.#options;
    this.#running = runCheck(
      {
        host: this.#options.addressOf(check.host ?? server.host),
        // As HAProxy: of a port above 65535 the lower 16 bits count.
        port: (check.port ?? server.port) & 0xffff,
        check,
        backend: state.config,
        server: { up: state.pool.isUp(index), state: () => stateText(state, index) },
        view: checkView(state.config.name, { world, find: (name) => world.backend(name) }),
      },
      (result) => this.#ended(result, performance.now() - startMs),
    );
  }

  #ended(result: CheckResult, durationMs: number): void {
    const { state, index, check } = this.#subject;
    checked(state, index, result, { durationMs, nowMs: performance.now() });
    this.#again(nextIntervalMs(check, state.checks[index]?.health ?? 0));
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#running?.[Symbol.dispose]();
  }
}

/** `http-check send-state`. */
function stateText(state: BackendState, index: number): string {
  const { pool, config, sessions, counters, line } = state;
  const server = config.servers[index];
  const total = config.servers.reduce((sum, _, at) => sum + pool.effectiveWeightOf(at), 0) / weightScale;
  const parts = [
    serverStatus(state, index),
    `address=${server?.host ?? ""}`,
    `port=${server?.port ?? 0}`,
    `name=${config.name}/${server?.name ?? ""}`,
    `node=${hostname()}`,
    `weight=${pool.weightOf(index)}/${total}`,
    `scur=${sessions[index] ?? 0}/${counters.current}`,
    `qcur=${line.lengthAt(index)}`,
  ];
  return parts.join("; ");
}
