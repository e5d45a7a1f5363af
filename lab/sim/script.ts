import type { VrrpScript } from "../../agent/config/keepalived/config.ts";
import { type ScriptHealth, scriptResult, untriedScript } from "../../agent/vrrp/track.ts";
import type { ProcessClock } from "./clock.ts";

/** How a run of a script ends now. */
export type ScriptOutcome = "succeeds" | "fails" | "hangs";

export interface SimScriptOptions {
  readonly script: VrrpScript;
  readonly clock: ProcessClock;
  /** Asked when the script has been started: what it finds, and how long it takes. */
  readonly run: () => { readonly outcome: ScriptOutcome; readonly tookMs: number };
  readonly onVerdict: (verdict: "up" | "down") => void;
}

/** A `vrrp_script`: now and at every interval; one that takes too long has failed. */
export class SimScript implements Disposable {
  readonly #options: SimScriptOptions;
  #health: ScriptHealth;
  #timers: Disposable[] = [];
  #running = false;

  constructor(options: SimScriptOptions) {
    this.#options = options;
    this.#health = untriedScript(options.script);
  }

  start(): void {
    const { script, clock } = this.#options;
    this.#begin();
    const next = clock.nowMs() + script.intervalMs;
    this.#timers = [clock.wakeAt(next, () => this.start())];
  }

  [Symbol.dispose](): void {
    this.#running = true;
    for (const timer of this.#timers) timer[Symbol.dispose]();
  }

  #begin(): void {
    if (this.#running) return;
    this.#running = true;
    const { script, clock, run } = this.#options;
    const { outcome, tookMs } = run();
    const late = outcome === "hangs" || tookMs > script.timeoutMs;
    clock.wakeAt(clock.nowMs() + (late ? script.timeoutMs : tookMs), () => {
      this.#running = false;
      this.#judge(!late && outcome === "succeeds");
    });
  }

  #judge(succeeded: boolean): void {
    const before = this.#health.verdict;
    this.#health = scriptResult(this.#health, succeeded, this.#options.script);
    const { verdict } = this.#health;
    if (verdict !== before && verdict !== "unknown") this.#options.onVerdict(verdict);
  }
}
