import { hostname } from "node:os";
import { weightScale } from "../balance/algorithm.ts";
import type { HealthCheck } from "../config/haproxy/server-config.ts";
import { checkView } from "../health/check-view.ts";
import { nextIntervalMs } from "../health/interval.ts";
import type { CheckResult } from "../health/result.ts";
import { checked } from "../proxy/backend-control.ts";
import type { BackendState } from "../proxy/backend-state.ts";
import { serverStatus } from "../stats/server-status.ts";
import { runCheck } from "./check-run.ts";
import type { HealthOptions } from "./health.ts";
import { programQuestion } from "./health-program.ts";
import { runProgram } from "./program-run.ts";

interface Subject {
  readonly state: BackendState;
  readonly index: number;
  readonly check: HealthCheck;
}

/** Checks one server, again and again: the next check begins an interval after the last one ended. */
export class Monitor implements Disposable {
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
    const record = state.checks[index];
    if (record) record.begun = true;
    const startMs = performance.now();
    const { world } = this.#options;
    if (state.config.externalCheck) {
      const question = programQuestion(state, index, this.#options);
      const limitMs = state.config.timeouts.checkMs ?? check.intervalMs;
      this.#running = runProgram({ ...question, ...state.config.externalCheck }, limitMs, (result) =>
        this.#ended(result, performance.now() - startMs),
      );
      return;
    }
    this.#running = runCheck(
      {
        host: this.#options.addressOf(check.host ?? server.host),
        // As HAProxy: of a port above 65535 the lower 16 bits count.
        port: (check.port ?? server.port) & 0xffff,
        check,
        source: server.source,
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
