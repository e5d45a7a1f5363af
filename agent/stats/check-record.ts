import type { CheckResult } from "../health/result.ts";

/** What is told of a server's health, beside whether it is up. */
export class CheckRecord {
  last: CheckResult | undefined;
  /** The first check is under way, or over. */
  begun = false;
  lastDurationMs = 0;
  /** 0 … rise + fall − 1. */
  health: number;
  failures = 0;
  downs = 0;
  #changedMs: number;
  #downSinceMs: number | undefined;
  #downMs = 0;

  constructor(health: number, nowMs: number) {
    this.health = health;
    this.#changedMs = nowMs;
  }

  /** A check has ended; failures count while the server was up. */
  checked(result: CheckResult, facts: { durationMs: number; health: number; wasUp: boolean }): void {
    this.last = result;
    this.lastDurationMs = facts.durationMs;
    this.health = facts.health;
    if (!result.passed && facts.wasUp) this.failures++;
  }

  /** It can serve from now on, or cannot any more. */
  turned(up: boolean, nowMs: number): void {
    this.#changedMs = nowMs;
    if (up && this.#downSinceMs !== undefined) {
      this.#downMs += nowMs - this.#downSinceMs;
      this.#downSinceMs = undefined;
    }
    if (up || this.#downSinceMs !== undefined) return;
    this.#downSinceMs = nowMs;
    this.downs++;
  }

  /** `clear counters all`. Since when it is what it is, goes on to be told. */
  clear(): void {
    this.failures = this.downs = this.#downMs = 0;
  }

  get isUp(): boolean {
    return this.#downSinceMs === undefined;
  }

  /** It has been so since that time, in a process before this one. */
  resume(up: boolean, sinceMs: number): void {
    this.#changedMs = sinceMs;
    this.#downSinceMs = up ? undefined : sinceMs;
  }

  lastChangeSeconds(nowMs: number): number {
    return Math.floor((nowMs - this.#changedMs) / 1000);
  }

  downSeconds(nowMs: number): number {
    const now = this.#downSinceMs === undefined ? 0 : nowMs - this.#downSinceMs;
    return Math.floor((this.#downMs + now) / 1000);
  }
}
