import type { KeepalivedConfig, VrrpScript } from "../../agent/config/keepalived/config.ts";
import { VrrpDriver } from "../../agent/drive/vrrp/driver.ts";
import { ProcessClock, type SimClock } from "./clock.ts";
import type { SimInterface } from "./interface.ts";
import { SimProcess } from "./process.ts";
import { type ScriptOutcome, SimScript } from "./script.ts";
import type { Timeline } from "./timeline.ts";
import { type Timing, within } from "./timing.ts";
import { SimWire } from "./wire.ts";

export interface KeepalivedOptions {
  readonly config: KeepalivedConfig;
  readonly interfaces: ReadonlyMap<string, SimInterface>;
  readonly timeline: Timeline;
  readonly clock: SimClock;
  readonly timing: () => Timing;
  readonly random: () => number;
  readonly outcomeOf: (script: VrrpScript) => ScriptOutcome;
  readonly log: (line: string) => void;
}

/** The daemon: the agent's own drivers on simulated wires, with the order of `agent/drive/vrrp/daemon.ts`. */
export class SimKeepalived {
  readonly process: SimProcess;
  readonly drivers: readonly VrrpDriver[];
  readonly #wires: readonly SimWire[];
  readonly #scripts: readonly SimScript[];

  constructor(options: KeepalivedOptions) {
    const { config, interfaces, timeline, random, timing } = options;
    this.process = new SimProcess(timeline, () => timing().wakeMs, random);
    const clock = new ProcessClock(options.clock, timeline, this.process);
    const log = { info: options.log, warning: options.log, detail() {} };
    const wires = config.instances.map((instance) => new SimWire(instance, interfaces, this.process));
    this.#wires = wires;
    this.drivers = config.instances.map((instance, index) => {
      const wire = wires[index] as SimWire;
      return new VrrpDriver({ instance, wire, clock, log, accountOf: () => undefined, companions: [] });
    });
    this.#scripts = trackedScripts(config).map((script) => {
      const run = () => ({
        outcome: options.outcomeOf(script),
        tookMs: within(timing().scriptMs, random),
      });
      return new SimScript({ script, clock, run, onVerdict: (verdict) => this.#judged(script, verdict) });
    });
    for (const driver of this.drivers) driver.start(config.global.startupDelayMs ?? 0);
    for (const script of this.#scripts) script.start();
  }

  /** Link or addresses of the node have changed, as netlink tells. */
  interfaceChanged(): void {
    this.process.wake(() => {
      for (const driver of this.drivers) driver.interfaceChanged();
    });
  }

  /** SIGTERM: every master resigns, and the process ends. */
  stop(): void {
    this.process.wake(() => {
      // Nothing is waited for: the simulator has no notify scripts.
      for (const driver of this.drivers) void driver.stop();
      this.kill();
    });
  }

  /** SIGKILL: what it has set stays. */
  kill(): void {
    this.process.kill();
    for (const each of [...this.#scripts, ...this.drivers, ...this.#wires]) each[Symbol.dispose]();
  }

  #judged(script: VrrpScript, verdict: "up" | "down"): void {
    for (const driver of this.drivers) driver.scriptJudged(script.name, verdict);
  }
}

function trackedScripts({ instances, scripts }: KeepalivedConfig): readonly VrrpScript[] {
  const tracked = new Set(instances.flatMap(({ trackScripts }) => trackScripts.map(({ name }) => name)));
  return scripts.filter(({ name }) => tracked.has(name));
}
