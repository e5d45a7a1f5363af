import type { Backend, HealthCheck, Server } from "../config/haproxy/config.ts";
import { changeMessage, emptyMessage } from "../health/message.ts";
import type { CheckResult } from "../health/result.ts";
import { firstChecksMs } from "../health/schedule.ts";
import { checked } from "../proxy/backend-control.ts";
import type { BackendState } from "../proxy/backend-state.ts";
import type { LogLevel } from "./access-log.ts";
import { runCheck } from "./check-run.ts";

export interface HealthOptions {
  readonly states: readonly BackendState[];
  /** Name to address, where the file gives a name. */
  readonly addressOf: (host: string) => string;
  readonly tell: (backend: Backend, level: LogLevel, message: string) => void;
}

/** Starts the checks of all servers; disposing ends them. */
export function startHealth(options: HealthOptions): Disposable {
  const checked = options.states.flatMap((state) =>
    state.config.servers.flatMap((server, index) =>
      server.check ? [{ state, server, index, check: server.check }] : [],
    ),
  );
  const firstMs = firstChecksMs(checked.map(({ check }) => check.intervalMs));
  const monitors = checked.map((subject, at) => new Monitor(subject, options, firstMs[at] ?? 0));
  return {
    [Symbol.dispose]: () => {
      for (const monitor of monitors) monitor[Symbol.dispose]();
    },
  };
}

interface Subject {
  readonly state: BackendState;
  readonly server: Server;
  readonly index: number;
  readonly check: HealthCheck;
}

/** Checks one server, again and again: the next check begins an interval after the last one ended. */
class Monitor implements Disposable {
  readonly #subject: Subject;
  readonly #options: HealthOptions;
  #timer: NodeJS.Timeout;
  #running: Disposable | undefined;

  constructor(subject: Subject, options: HealthOptions, firstMs: number) {
    this.#subject = subject;
    this.#options = options;
    this.#timer = setTimeout(() => this.#run(), firstMs);
  }

  #run(): void {
    const { server, check, state, index } = this.#subject;
    if (state.pool.adminOf(index) === "maint") {
      this.#timer = setTimeout(() => this.#run(), check.intervalMs);
      return;
    }
    const startMs = performance.now();
    const address = this.#options.addressOf(server.host);
    this.#running = runCheck(
      // As HAProxy: of a port above 65535 the lower 16 bits count.
      { host: address, port: (check.port ?? server.port) & 0xffff, check, backend: state.config },
      (result) => {
        this.#apply(result, performance.now() - startMs);
        this.#timer = setTimeout(() => this.#run(), check.intervalMs);
      },
    );
  }

  #apply(result: CheckResult, durationMs: number): void {
    const { state, server, index } = this.#subject;
    const { pool, config } = state;
    const change = checked(state, index, result, { durationMs, nowMs: performance.now() });
    if (change === "none") return;
    const up = change === "up";
    const news = changeMessage({
      backend: config.name,
      server: server.name,
      backup: server.backup,
      up,
      result,
      durationMs,
      active: pool.usable(false),
      backups: pool.usable(true),
      sessions: state.sessions[index] ?? 0,
      queued: state.queued,
    });
    this.#options.tell(config, up ? "notice" : "alert", news);
    if (pool.usable(false) + pool.usable(true) === 0)
      this.#options.tell(config, "emerg", emptyMessage(config.section ?? "backend", config.name));
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#running?.[Symbol.dispose]();
  }
}
