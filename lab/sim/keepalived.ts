import type { KeepalivedConfig, VrrpScript } from "../../agent/config/keepalived/config.ts";
import { secondLookCompanion } from "../../agent/drive/vrrp/companion/second-look.ts";
import { watchCompanion } from "../../agent/drive/vrrp/companion/watch.ts";
import { VrrpDriver } from "../../agent/drive/vrrp/driver.ts";
import { ProcessClock, type SimClock } from "./clock.ts";
import type { SimInterface } from "./interface.ts";
import type { SimLease } from "./lease.ts";
import { SimProcess } from "./process.ts";
import { type ScriptOutcome, SimScript } from "./script.ts";
import { SimGroups } from "./sync-group.ts";
import type { Timeline } from "./timeline.ts";
import { type Timing, within } from "./timing.ts";
import { SimWatchNetwork } from "./watch-network.ts";
import { SimWatchman } from "./watchman.ts";
import { SimWire } from "./wire.ts";

const mostlyFirst = 0.9;
const longestHandOverMs = 500;

export interface KeepalivedOptions {
  readonly config: KeepalivedConfig;
  readonly interfaces: ReadonlyMap<string, SimInterface>;
  readonly timeline: Timeline;
  readonly clock: SimClock;
  readonly timing: () => Timing;
  readonly random: () => number;
  readonly outcomeOf: (script: VrrpScript) => ScriptOutcome;
  readonly log: (line: string) => void;
  /** An advert leaves. */
  readonly sent: () => void;
  readonly lease: SimLease;
}

/** The daemon: the agent's own drivers on simulated wires, with the order of `agent/drive/vrrp/daemon.ts`. */
export class SimKeepalived {
  readonly process: SimProcess;
  readonly drivers: readonly VrrpDriver[];
  readonly #wires: readonly SimWire[];
  readonly #scripts: readonly SimScript[];
  readonly #watchman: SimWatchman;
  readonly #network: SimWatchNetwork;
  readonly #lease: SimLease;
  #slept = false;
  readonly #random: () => number;
  readonly #timeline: Timeline;

  constructor(options: KeepalivedOptions) {
    const { config, interfaces, timeline, random, timing } = options;
    this.process = new SimProcess(timeline, () => timing().wakeMs, random);
    const clock = new ProcessClock(options.clock, timeline, this.process);
    const log = { info: options.log, warning: options.log, detail() {} };
    const wires = config.instances.map(
      (instance) =>
        new SimWire(instance, interfaces, {
          process: this.process,
          sent: options.sent,
          lease: options.lease,
        }),
    );
    this.#wires = wires;
    this.#random = random;
    this.#lease = options.lease;
    this.#timeline = timeline;
    this.#watchman = new SimWatchman(
      clock,
      () => options.clock.suspendedMs,
      (forMs) => {
        this.#slept = true;
        for (const driver of this.drivers) driver.slept(forMs);
      },
    );
    const groups = new SimGroups(config.groups ?? []);
    const { look } = this.#watchman;
    this.#network = new SimWatchNetwork({ process: this.process, interfaces, timeline, random });
    const companions = [
      watchCompanion(this.#network),
      secondLookCompanion(this.#network),
      ...groups.companions,
    ];
    const common = { clock, log, look, accountOf: () => undefined, companions };
    this.drivers = config.instances.map(
      (instance, index) => new VrrpDriver({ ...common, instance, wire: wires[index] as SimWire }),
    );
    this.#scripts = trackedScripts(config).map((script) => {
      const run = () => ({
        outcome: options.outcomeOf(script),
        tookMs: within(timing().scriptMs, random),
      });
      return new SimScript({ script, clock, run, onVerdict: (verdict) => this.#judged(script, verdict) });
    });
    for (const driver of this.drivers) driver.start(config.global.startupDelayMs ?? 0);
    // Other processes are not simulated: those that an instance watches run.
    for (const driver of this.drivers) {
      for (const { name } of driver.instance.trackProcesses ?? [])
        driver.tell({ kind: "tracked-process", name, verdict: "up" });
    }
    groups.follow(this.drivers);
    for (const script of this.#scripts) script.start();
  }

  /** Link or addresses of the node have changed, as netlink tells. */
  interfaceChanged(): void {
    this.process.wake(() => {
      for (const driver of this.drivers) driver.interfaceChanged();
    });
  }

  /** SIGSTOP, a frozen control group, a machine that sleeps. */
  freeze(): void {
    if (this.process.frozen) return;
    this.#watchman.fallAsleep();
    this.process.freeze();
  }

  /** The timer of the watchman is mostly the first that is due; else a timer of an instance is. */
  thaw(): void {
    if (!this.process.frozen) return;
    this.#slept = false;
    if (this.#random() < mostlyFirst) this.process.thaw(this.#watchman.look);
    else {
      this.process.thaw();
      this.#watchman.look();
    }
    // A sleep that was too short to be noticed: the next round of the keeper opens the lease again.
    if (!this.#slept) this.#lease.hold();
  }

  /** What the guardian takes away should this be killed: virtual addresses, each with its interface. */
  *set(): Iterable<readonly [SimInterface, string]> {
    for (const wire of this.#wires) yield* wire.set();
  }

  /** SIGTERM: every master resigns, and the process ends. */
  stop(done: () => void): void {
    this.process.wake(() => {
      // Nothing is waited for: the simulator has no notify scripts.
      for (const driver of this.drivers) void driver.stop();
      this.#endWhenGone(done, this.#timeline.nowMs + longestHandOverMs);
    });
  }

  /** A partner may have to take the addresses first. */
  #endWhenGone(done: () => void, latestMs: number): void {
    if (!this.process.alive) return;
    if (
      ![...this.set()].some(([at, address]) => at.virtual.has(address)) ||
      this.#timeline.nowMs >= latestMs
    ) {
      this.kill();
      done();
    } else this.#timeline.at(this.#timeline.nowMs + 1, () => this.#endWhenGone(done, latestMs));
  }

  /** SIGKILL: what it has set stays; `silently`: by a power cut, its kernel tells nobody. */
  kill(silently = false): void {
    this.process.kill();
    this.#network.end(silently);
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
