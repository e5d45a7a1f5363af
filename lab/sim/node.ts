import type { KeepalivedConfig, VrrpScript } from "../../agent/config/keepalived/config.ts";
import { SimClock } from "./clock.ts";
import { type InterfaceHost, SimInterface } from "./interface.ts";
import { SimKeepalived } from "./keepalived.ts";
import { SimLease } from "./lease.ts";
import type { ScriptOutcome } from "./script.ts";
import type { SimWorld } from "./world.ts";

export interface NodePlan {
  readonly name: string;
  readonly interfaces: readonly InterfacePlan[];
  /** None: the node has addresses, and no say in them. */
  readonly keepalived?: KeepalivedConfig;
  /** 1.0001: its clock is 100 ppm fast. */
  readonly clockRate?: number;
}

export interface InterfacePlan {
  readonly name: string;
  /** Without prefix length. */
  readonly address: string;
  /** Interfaces of the same segment hear each other; one is enough where nothing is said. */
  readonly segment?: string;
}

/** A machine: power, interfaces, a clock, and the daemon on it. */
export class SimNode implements InterfaceHost {
  readonly name: string;
  readonly plan: NodePlan;
  readonly clock: SimClock;
  readonly interfaces: ReadonlyMap<string, SimInterface>;
  readonly lease: SimLease;
  readonly scripts = new Map<string, ScriptOutcome>();
  readonly #world: SimWorld;
  /** How a script ends of which no fault has said anything. */
  outcomeOf: (script: VrrpScript) => ScriptOutcome = () => "succeeds";
  powered = false;
  keepalived: SimKeepalived | undefined;
  /** Since when its processes do not run. */
  asleepSinceMs: number | undefined;
  /** A daemon that starts, or a guardian that works. */
  #boot: Disposable | undefined;
  /** What began while the machine slept. */
  #atResume: (() => void) | undefined;
  #wanted = false;
  #frozen = false;
  #suspended = false;

  constructor(plan: NodePlan, world: SimWorld) {
    this.name = plan.name;
    this.plan = plan;
    this.#world = world;
    this.clock = new SimClock(world.timeline, plan.clockRate ?? 1);
    this.lease = new SimLease(world, () => this.answersChanged());
    this.interfaces = new Map(
      plan.interfaces.map(({ name, address, segment = "lan" }) => [
        name,
        new SimInterface(this, name, address, world.segment(segment)),
      ]),
    );
  }

  /** Power comes; after the time for booting the daemon takes part. */
  start(): void {
    if (this.powered) return;
    this.powered = true;
    this.#world.powerChanged(this);
    this.startKeepalived();
  }

  startKeepalived(): void {
    const { keepalived: config } = this.plan;
    if (config === undefined || !this.powered) return;
    this.#wanted = true;
    if (this.keepalived !== undefined || this.#boot !== undefined) return;
    this.#boot = this.#world.after(this.#world.timing.bootMs, () => {
      // In a machine that sleeps nothing starts.
      if (this.#suspended) this.#atResume = () => this.#booted(config);
      else this.#booted(config);
    });
  }

  #booted(config: KeepalivedConfig): void {
    const { timeline, random } = this.#world;
    this.#boot = undefined;
    this.lease.starts(config.global.lease ?? true);
    this.keepalived = new SimKeepalived({
      ...{ config, timeline, random },
      ...{ interfaces: this.interfaces, clock: this.clock },
      timing: () => this.#world.timing,
      outcomeOf: (script) => this.scripts.get(script.name) ?? this.outcomeOf(script),
      log: (line) => this.#world.said(this, line),
      sent: () => this.#world.sent(this),
      lease: this.lease,
    });
    this.#settleSleep();
  }

  /** SIGKILL. The guardian, if it lives, then takes away what the daemon had set; a new daemon waits for it. */
  killKeepalived(guardianLives = true): void {
    this.#wanted = false;
    this.#boot?.[Symbol.dispose]();
    this.#boot = undefined;
    this.#atResume = undefined;
    const left = [...(this.keepalived?.set() ?? [])];
    this.#frozen = false;
    this.keepalived?.kill(!this.powered);
    this.keepalived = undefined;
    this.lease.stops();
    if (!guardianLives || left.length === 0) return;
    this.#boot = this.#world.after(this.#world.timing.guardianMs, () => {
      this.#boot = undefined;
      for (const [at, address] of left) at.remove(address);
      if (this.#wanted) this.startKeepalived();
    });
  }

  stopKeepalived(): void {
    this.#wanted = false;
    const { keepalived } = this;
    keepalived?.stop(() => {
      if (this.keepalived === keepalived) this.keepalived = undefined;
      if (this.#wanted) this.startKeepalived();
    });
  }

  /** Everything is gone at once; `silently`: not even the kernel closes connections, as it does for a killed container. */
  cutPower(silently = true): void {
    if (!silently) this.killKeepalived(false);
    this.powered = false;
    this.killKeepalived(false);
    this.resume();
    for (const each of this.interfaces.values()) for (const address of each.virtual) each.remove(address);
    this.#world.powerChanged(this);
  }

  setLink(up: boolean, name?: string): void {
    for (const each of this.interfaces.values())
      if (name === undefined || each.name === name) each.linkUp = up;
    this.#world.powerChanged(this);
    this.keepalived?.interfaceChanged();
  }

  /** SIGSTOP to the daemon. */
  freeze(): void {
    this.#frozen = this.keepalived !== undefined;
    this.#settleSleep();
  }

  thaw(): void {
    this.#frozen = false;
    this.#settleSleep();
  }

  /** The whole machine sleeps, its clock too. */
  suspend(): void {
    if (!this.powered) return;
    this.clock.suspend();
    this.#suspended = true;
    this.#settleSleep();
  }

  resume(): void {
    this.clock.resume();
    this.#suspended = false;
    this.#settleSleep();
    const begin = this.#atResume;
    this.#atResume = undefined;
    begin?.();
  }

  #settleSleep(): void {
    if (this.#frozen || this.#suspended) {
      this.asleepSinceMs ??= this.#world.nowMs;
      if (this.keepalived !== undefined) this.lease.stops();
      this.keepalived?.freeze();
    } else {
      this.asleepSinceMs = undefined;
      if (this.keepalived !== undefined) this.lease.goesOn();
      this.keepalived?.thaw();
    }
  }

  /** Not by its daemon, which netlink tells of it. */
  loseAddress(address: string): void {
    for (const each of this.interfaces.values()) each.remove(address);
    this.keepalived?.interfaceChanged();
  }

  opens(): boolean {
    return this.lease.opens();
  }

  /** What answers for virtual addresses has changed. */
  answersChanged(): void {
    this.#world.powerChanged(this);
  }

  addressChanged(at: SimInterface, address: string, action: "add" | "remove"): void {
    this.#world.addressChanged(this, at, address, action);
  }
}
