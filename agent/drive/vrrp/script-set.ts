import { isDeepStrictEqual } from "node:util";
import type { KeepalivedConfig } from "../../config/keepalived/config.ts";
import type { VrrpLog } from "./log.ts";
import { startScript } from "./script.ts";
import { scriptAccount } from "./script-user.ts";

interface RunningScript {
  /** What it was started with. */
  readonly as: unknown;
  readonly runner: Disposable;
}

/** The scripts that instances track, each running once. */
export class ScriptSet implements Disposable {
  readonly #running = new Map<string, RunningScript>();
  readonly #verdicts = new Map<string, "up" | "down">();
  readonly #log: VrrpLog;
  readonly #onVerdict: (name: string, verdict: "up" | "down") => void;

  constructor(log: VrrpLog, onVerdict: (name: string, verdict: "up" | "down") => void) {
    this.#log = log;
    this.#onVerdict = onVerdict;
  }

  /** Starts what this file asks for, ends what it does not; a script that stays as it was runs on undisturbed. */
  follow({ instances, scripts, global }: KeepalivedConfig): void {
    const tracked = new Set(instances.flatMap(({ trackScripts }) => trackScripts.map(({ name }) => name)));
    const wanted = scripts.filter(({ name }) => tracked.has(name));
    const names = new Set(wanted.map(({ name }) => name));
    for (const name of this.#running.keys()) if (!names.has(name)) this.#end(name);
    for (const script of wanted) {
      const account = scriptAccount(script, global);
      if (account === undefined) continue;
      const as = { script, account };
      if (isDeepStrictEqual(this.#running.get(script.name)?.as, as)) continue;
      this.#end(script.name);
      const onVerdict = (verdict: "up" | "down") => {
        this.#verdicts.set(script.name, verdict);
        this.#onVerdict(script.name, verdict);
      };
      const runner = startScript({ script, account, log: this.#log, onVerdict });
      this.#running.set(script.name, { as, runner });
    }
    // Who tracks a script only now has not been told.
    for (const [name, verdict] of this.#verdicts) this.#onVerdict(name, verdict);
  }

  [Symbol.dispose](): void {
    for (const name of this.#running.keys()) this.#end(name);
  }

  #end(name: string): void {
    this.#running.get(name)?.runner[Symbol.dispose]();
    this.#running.delete(name);
    this.#verdicts.delete(name);
  }
}
