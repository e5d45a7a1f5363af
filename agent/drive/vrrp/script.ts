import { messageOf } from "../../base/message-of.ts";
import type { VrrpScript } from "../../config/keepalived/config.ts";
import { type ScriptHealth, scriptResult, untriedScript } from "../../vrrp/track.ts";
import { type End, type Launched, launch } from "./launch.ts";
import type { VrrpLog } from "./log.ts";
import type { Account } from "./script-user.ts";

export interface ScriptRunOptions {
  readonly script: VrrpScript;
  readonly account: Account;
  readonly log: VrrpLog;
  /** Called when the script, after rise or fall results, counts as up or down. */
  readonly onVerdict: (verdict: "up" | "down") => void;
}

/** How a run ended; the original's words for it. */
interface Outcome {
  readonly succeeded: boolean;
  readonly words: string;
  readonly code?: number;
}

/** Between asking a script that takes too long to end, and ending it. */
const killAfterMs = 1000;

/** Runs a `vrrp_script` now and at every interval, never twice at a time; disposing ends it. */
export function startScript(options: ScriptRunOptions): Disposable {
  const runner = new ScriptRunner(options);
  runner.run();
  const timer = setInterval(() => runner.run(), options.script.intervalMs);
  return {
    [Symbol.dispose]() {
      clearInterval(timer);
      runner.end();
    },
  };
}

class ScriptRunner {
  readonly #options: ScriptRunOptions;
  #running = false;
  #child: Launched | undefined;
  #timers: NodeJS.Timeout[] = [];
  #health: ScriptHealth;
  #lastCode = 0;
  #timedOut = false;
  #ended = false;

  constructor(options: ScriptRunOptions) {
    this.#options = options;
    this.#health = untriedScript(options.script);
  }

  run(): void {
    const { script, account, log } = this.#options;
    if (this.#running) {
      log.detail(`Track script ${script.name} is already running, expect idle - skipping run`);
      return;
    }
    this.#timedOut = false;
    this.#running = true;
    this.#child = launch(script.argv, account, (end) => this.#finish(end));
    this.#timers = [
      setTimeout(() => this.#timeOut(), script.timeoutMs),
      setTimeout(() => this.#signal("SIGKILL"), script.timeoutMs + killAfterMs),
    ];
  }

  end(): void {
    this.#ended = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#signal("SIGKILL");
  }

  #timeOut(): void {
    this.#timedOut = true;
    this.#signal("SIGTERM");
    this.#judge({ succeeded: false, words: "timed_out" });
  }

  #finish(end: End): void {
    if (!this.#running) return;
    this.#running = false;
    this.#child = undefined;
    for (const timer of this.#timers) clearTimeout(timer);
    if (!this.#timedOut) this.#judge(outcomeOf(end));
  }

  #judge(outcome: Outcome): void {
    if (this.#ended) return;
    const { script, log, onVerdict } = this.#options;
    if (outcome.code !== undefined && outcome.code !== this.#lastCode) {
      this.#lastCode = outcome.code;
      log.info(`Script \`${script.name}\` now returning ${outcome.code}`);
    }
    const before = this.#health.verdict;
    this.#health = scriptResult(this.#health, outcome.succeeded, script);
    const { verdict } = this.#health;
    if (verdict === before || verdict === "unknown") return;
    log.info(`VRRP_Script(${script.name}) ${outcome.words}`);
    onVerdict(verdict);
  }

  #signal(signal: NodeJS.Signals): void {
    const id = this.#child?.pid;
    if (id === undefined) return;
    try {
      process.kill(-id, signal);
    } catch (error) {
      // It ended in the meantime: its exit is told by the event.
      if ((error as NodeJS.ErrnoException).code === "ESRCH") return;
      this.#options.log.warning(`Script ${this.#options.script.name} cannot be ended: ${messageOf(error)}`);
    }
  }
}

function outcomeOf(end: End): Outcome {
  if (end.kind === "error") return { succeeded: false, words: `failed (${end.reason})` };
  if (end.kind === "signal") return { succeeded: false, words: `failed (due to signal ${end.signal})` };
  const { code } = end;
  return {
    succeeded: code === 0,
    words: code === 0 ? "succeeded" : `failed (exited with status ${code})`,
    code,
  };
}
