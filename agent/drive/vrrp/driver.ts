import { messageOf } from "../../base/message-of.ts";
import type { VrrpInstance } from "../../config/keepalived/config.ts";
import { advance, initialState } from "../../vrrp/machine.ts";
import type { VrrpAction, VrrpEvent, VrrpState } from "../../vrrp/state.ts";
import { interfaceKey } from "../../vrrp/track.ts";
import type { Clock } from "../clock.ts";
import type { Companion, CompanionKind, Subject } from "./companion/companion.ts";
import type { VrrpLog } from "./log.ts";
import type { NotifyOptions } from "./notify-script.ts";
import type { Condition, VrrpWire } from "./wire.ts";

export interface VrrpDriverOptions {
  readonly instance: VrrpInstance;
  readonly wire: VrrpWire;
  readonly clock: Clock;
  readonly log: VrrpLog;
  readonly accountOf: NotifyOptions["accountOf"];
  readonly companions: readonly CompanionKind[];
  /** Called before anything from outside counts: notices whether this process was asleep (`Watchman`). */
  readonly look?: () => void;
}

/** After so many packets the timers get their turn; the socket says again that more wait. */
const packetsAtATime = 64;
/** More than the kernel's queue of a raw socket holds, so that what waited before a timer is read before it. */
const packetsInQueue = 1024;

/**
 * One `vrrp_instance` at work: carries events to the machine and its actions to the network. Clock, network and
 * companions are handed in: the simulator (`lab/sim`) drives the same class.
 */
export class VrrpDriver implements Subject, Disposable {
  #options: VrrpDriverOptions;
  readonly #companions: readonly Companion[];
  #state: VrrpState;
  #timer: Disposable | undefined;

  constructor(options: VrrpDriverOptions) {
    this.#options = options;
    this.#state = initialState(options.instance);
    this.#companions = options.companions.map((kind) => kind(this));
  }

  /** Begins to take part, after `vrrp_startup_delay`. */
  start(delayMs: number): void {
    const { wire } = this.#options;
    wire.onReadable(() => this.#receive(packetsAtATime));
    this.tell({ kind: "start", ...wire.condition(), linked: this.#linked(), delayMs });
  }

  get instance(): VrrpInstance {
    return this.#options.instance;
  }

  get state(): VrrpState {
    return this.#state;
  }

  get wire(): VrrpWire {
    return this.#options.wire;
  }

  get clock(): Clock {
    return this.#options.clock;
  }

  get log(): VrrpLog {
    return this.#options.log;
  }

  get accountOf(): NotifyOptions["accountOf"] {
    return this.#options.accountOf;
  }

  /** Goes on in the same state with another block and its wire; the old wire is the caller's to close. */
  reconfigure(instance: VrrpInstance, wire: VrrpWire): void {
    if (this.#state.role.kind === "master") this.#options.wire.handOver(wire);
    this.#options = { ...this.#options, instance, wire };
    wire.onReadable(() => this.#receive(packetsAtATime));
    this.tell({ kind: "reconfigured", linked: this.#linked() });
    this.interfaceChanged();
  }

  /** A `vrrp_script` counts as up or down from now on. */
  scriptJudged(name: string, verdict: "up" | "down"): void {
    if (name in this.#state.verdicts) this.tell({ kind: "script", name, verdict });
  }

  /** This process did not run for so long: who is master now may be waiting in the socket. */
  slept(forMs: number): void {
    this.tell({ kind: "slept", forMs });
    this.#receive(packetsInQueue);
  }

  /** Link or addresses of the interface may have changed. */
  interfaceChanged(): void {
    const { wire, log } = this.#options;
    if (wire.replaced()) this.#reopen();
    this.#tellCondition(wire.condition());
    this.#tellLinks();
    const lost = wire.lostAddresses();
    for (const address of lost) log.info(`Netlink reflector reports IP ${address} removed from ${wire.name}`);
    if (lost.length > 0) this.tell({ kind: "addresses-lost" });
  }

  look(): void {
    this.#options.look?.();
  }

  /** One event of the machine: its actions, its next wake-up, then the companions. */
  tell(event: VrrpEvent): void {
    this.look();
    // Who is master now may have been said already.
    if (event.kind === "master-gone") this.#receive(packetsInQueue);
    const before = this.#state;
    const { state, actions } = advance(before, event, this.instance, this.clock.nowMs());
    this.#state = state;
    for (const action of actions) this.#perform(action);
    this.#timer?.[Symbol.dispose]();
    this.#timer = this.clock.wakeAt(this.#state.role.wakeAtMs, () => this.#wake());
    for (const companion of this.#companions) companion.stepped({ before, event, after: state, actions });
  }

  /** Resigns in order; resolves when the notify scripts have ended too. `deleted`: its block is no longer in the file. */
  async stop(deleted = false): Promise<void> {
    this.tell(deleted ? { kind: "stop", deleted } : { kind: "stop" });
    await Promise.all(this.#companions.map((companion) => companion.settled?.()));
  }

  [Symbol.dispose](): void {
    this.#timer?.[Symbol.dispose]();
    for (const companion of this.#companions) companion[Symbol.dispose]();
  }

  /** The old interface is gone for good, whatever the new one looks like. */
  #reopen(): void {
    const { wire, log } = this.#options;
    this.#tellCondition({ linkUp: false });
    try {
      wire.reopen();
    } catch (error) {
      // The next change of the interface tries again.
      log.warning(`(${this.#options.instance.name}) ${messageOf(error)}`);
    }
  }

  #tellCondition({ linkUp, primaryAddress }: Condition): void {
    const { wire, log } = this.#options;
    if (linkUp === this.#state.linkUp && primaryAddress === this.#state.primaryAddress) return;
    if (linkUp !== this.#state.linkUp) log.info(`Netlink reports ${wire.name} ${linkUp ? "up" : "down"}`);
    const address = primaryAddress === undefined ? {} : { primaryAddress };
    this.tell({ kind: "interface", linkUp, ...address });
  }

  /** The interfaces of `track_interface`: one that is not there has no link. */
  #tellLinks(): void {
    const linked = this.#linked();
    for (const { name } of this.#options.instance.trackInterfaces) {
      const verdict = linked.has(name) ? "up" : "down";
      if (verdict === this.#state.verdicts[interfaceKey(name)]) continue;
      this.#options.log.info(`Netlink reports ${name} ${verdict}`);
      this.tell({ kind: "tracked-interface", name, verdict });
    }
  }

  #linked(): ReadonlySet<string> {
    const names = this.#options.instance.trackInterfaces.map(({ name }) => name);
    return names.length === 0 ? new Set() : this.#options.wire.linked(names);
  }

  /**
   * What waits in the socket was sent before this moment: after a freeze (SIGSTOP, a starved machine) it says who is
   * master now, and a timer that ran out meanwhile counts only if it still has.
   */
  #wake(): void {
    this.#receive(packetsInQueue);
    this.tell({ kind: "timer" });
  }

  #receive(atMost: number): void {
    const { wire } = this.#options;
    for (let count = 0; count < atMost; count++) {
      // Before one is taken: after a sleep all that waits is read, and this one would come behind what is newer.
      this.look();
      const packet = wire.receive();
      if (packet === undefined) return;
      this.tell({ kind: "packet", ...packet });
    }
  }

  #perform(action: VrrpAction): void {
    this.#carefully(action.kind, () => this.#attempt(action));
  }

  #carefully(kind: VrrpAction["kind"], act: () => void): void {
    try {
      act();
    } catch (error) {
      this.tell({ kind: "failed", action: kind, reason: messageOf(error) });
    }
  }

  /** At once, unless a companion sees to it that another node has them first. */
  #removeAddresses(wire: VrrpWire): void {
    const remove = () => wire.removeAddresses();
    const later = () => this.#carefully("remove-addresses", remove);
    if (!this.#companions.some((companion) => companion.postponesRemoval?.(later))) remove();
  }

  #attempt(action: VrrpAction): void {
    const { wire, log } = this.#options;
    switch (action.kind) {
      case "send-advert":
        wire.sendAdvert(action.priority, this.#state.primaryAddress);
        break;
      case "add-addresses":
        wire.addAddresses();
        break;
      case "remove-addresses":
        this.#removeAddresses(wire);
        break;
      case "announce":
        wire.announce(action.repeat, (line) => log.detail(line));
        break;
      case "log":
        log[action.level](action.message);
        break;
      case "notify":
        // The companions' business.
        break;
    }
  }
}
