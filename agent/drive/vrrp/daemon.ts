import { isDeepStrictEqual } from "node:util";
import type { KeepalivedConfig, VrrpInstance } from "../../config/keepalived/config.ts";
import { routerKey } from "../../config/keepalived/router-key.ts";
import { type Netlink, openNetlink } from "../../net/netlink.ts";
import { suspendedMs } from "../../net/suspended.ts";
import { monotonicClock } from "../clock.ts";
import { companionKinds } from "./companion/index.ts";
import { secondLookCompanion } from "./companion/second-look.ts";
import { watchCompanion } from "./companion/watch.ts";
import { VrrpDriver } from "./driver.ts";
import { Firewall } from "./firewall/firewall.ts";
import type { UndoList } from "./guardian/undo.ts";
import { VrrpInterface } from "./interface.ts";
import { openKernelGate } from "./lease/gate.ts";
import { LeaseKeeper } from "./lease/keeper.ts";
import type { VrrpLog } from "./log.ts";
import { ownAddresses } from "./primary-address.ts";
import type { Ledger } from "./report/ledger.ts";
import { RoundClock } from "./round-clock.ts";
import { RouteKeeper } from "./route/route-keeper.ts";
import { Ties } from "./ties.ts";
import { Trackers } from "./track/trackers.ts";
import { TcpWatchNetwork } from "./watch/tcp-network.ts";
import { Watchman } from "./watchman.ts";

export interface VrrpDaemon {
  /** Goes on with another file that was checked; instances and scripts that it leaves as they are notice nothing. Throws ERR_NET_…, and then nothing has changed. */
  reload(config: KeepalivedConfig): void;
  /** Every master resigns, addresses go, notify_stop scripts run; then the sockets are closed. */
  stop(): Promise<void>;
}

/** What exists once a daemon, and outlives its instances. */
export interface Surroundings {
  readonly log: VrrpLog;
  /** What the guardian undoes should the daemon be killed. */
  readonly undoList: UndoList;
  /** What is entered for whoever asks how the daemon is. */
  readonly ledger: Ledger;
}

/** Starts all instances and scripts of a file that was checked (`check.ts`). Throws ERR_NET_…. */
export function startVrrpDaemon(config: KeepalivedConfig, surroundings: Surroundings): VrrpDaemon {
  const netlink = openNetlink();
  try {
    return new RunningDaemon(config, surroundings, netlink);
  } catch (error) {
    netlink[Symbol.dispose]();
    throw error;
  }
}

interface Running {
  readonly driver: VrrpDriver;
  wire: VrrpInterface;
}

class RunningDaemon implements VrrpDaemon {
  readonly #log: VrrpLog;
  readonly #undoList: UndoList;
  readonly #ledger: Ledger;
  readonly #netlink: Netlink;
  readonly #watchNetwork: TcpWatchNetwork;
  /** By `routerKey`. */
  readonly #running = new Map<string, Running>();
  readonly #trackers: Trackers;
  readonly #ties: Ties;
  readonly #routes: RouteKeeper;
  readonly #firewall: Firewall;
  readonly #lease: LeaseKeeper;
  readonly #watchman: Watchman;
  readonly #clock = new RoundClock(monotonicClock);
  readonly #leaving = new Set<Promise<void>>();
  #config: KeepalivedConfig;

  constructor(config: KeepalivedConfig, { log, undoList, ledger }: Surroundings, netlink: Netlink) {
    this.#config = config;
    this.#log = log;
    this.#undoList = undoList;
    this.#ledger = ledger;
    this.#netlink = netlink;
    this.#watchNetwork = new TcpWatchNetwork(netlink, log);
    this.#trackers = new Trackers(log, (event) => {
      for (const { driver } of this.#running.values()) driver.tell(event);
    });
    this.#lease = new LeaseKeeper({ openGate: openKernelGate, clock: monotonicClock, log, undoList });
    this.#watchman = new Watchman({
      clock: monotonicClock,
      everyRound: (listener) => this.#clock.everyRound(listener),
      suspendedMs,
      onRound: () => {
        this.#lease.renew();
        this.#clock.round();
      },
      onSlept: (forMs) => {
        this.#lease.slept();
        for (const { driver } of this.#running.values()) driver.slept(forMs);
      },
    });
    const wires = this.#openWires(config.instances);
    this.#ties = new Ties(config, log);
    this.#routes = new RouteKeeper({ netlink, log, undoList });
    this.#routes.follow(config);
    this.#firewall = new Firewall({ log, undoList, settings: () => this.#config.global.firewall ?? {} });
    for (const [instance, wire] of wires) this.#add(instance, wire);
    netlink.onChange(() => {
      for (const { driver } of this.#running.values()) driver.interfaceChanged();
    });
    const delayMs = config.global.startupDelayMs ?? 0;
    if (delayMs > 0) log.info(`Delaying startup for ${delayMs / 1000} seconds`);
    // Adverts are listened to before a script runs: starting a process takes milliseconds.
    for (const { driver } of this.#running.values()) driver.start(delayMs);
    // Not before these have taken away what a daemon left whose lease has ended.
    this.#lease.follow(config.global.lease ?? true);
    this.#routes.follow(config);
    this.#ties.follow(config);
    this.#trackers.follow(config);
  }

  reload(config: KeepalivedConfig): void {
    const changed = config.instances.filter(
      (instance) => !isDeepStrictEqual(this.#running.get(routerKey(instance))?.driver.instance, instance),
    );
    const wires = this.#openWires(changed);
    this.#config = config;
    this.#lease.follow(config.global.lease ?? true);
    this.#ties.pause();
    const keys = new Set(config.instances.map(routerKey));
    for (const key of this.#running.keys()) if (!keys.has(key)) this.#leave(key);
    for (const [instance, wire] of wires) this.#change(instance, wire);
    this.#ties.follow(config);
    this.#trackers.follow(config);
    this.#ties.reloaded([...this.#running.values()].map(({ driver }) => driver));
  }

  async stop(): Promise<void> {
    this.#ties.pause();
    const notified = [...this.#running.values()].map(({ driver }) => driver.stop());
    notified.push(this.#ties.stop());
    this.#trackers[Symbol.dispose]();
    // The addresses may stay for a moment, until another node has them.
    await Promise.all([...notified, ...this.#leaving]);
    for (const { driver, wire } of this.#running.values()) {
      driver[Symbol.dispose]();
      wire[Symbol.dispose]();
    }
    this.#watchNetwork[Symbol.dispose]();
    this.#watchman[Symbol.dispose]();
    this.#lease[Symbol.dispose]();
    this.#routes[Symbol.dispose]();
    this.#firewall[Symbol.dispose]();
    this.#netlink[Symbol.dispose]();
  }

  /** All or none. */
  #openWires(instances: readonly VrrpInstance[]): readonly (readonly [VrrpInstance, VrrpInterface])[] {
    using opened = new DisposableStack();
    const wires = instances.map((instance) => {
      const wire = new VrrpInterface({
        instance,
        netlink: this.#netlink,
        own: () => ownAddresses(this.#config),
        undoList: this.#undoList,
        lease: this.#lease,
      });
      return [instance, opened.use(wire)] as const;
    });
    opened.move();
    return wires;
  }

  #add(instance: VrrpInstance, wire: VrrpInterface): VrrpDriver {
    const driver = new VrrpDriver({
      instance,
      wire,
      clock: this.#clock,
      log: this.#log,
      accountOf: this.#ties.accountOf,
      // First: whoever waits for the addresses to be taken is told before a script is started.
      companions: [
        watchCompanion(this.#watchNetwork),
        secondLookCompanion(this.#watchNetwork),
        this.#ledger.companion,
        ...companionKinds,
        ...this.#ties.companions,
        this.#routes.companion,
        this.#firewall.companion,
      ],
      look: () => this.#watchman.look(),
    });
    this.#running.set(routerKey(instance), { driver, wire });
    return driver;
  }

  /** The same virtual router goes on in its state, under a new name too; with another MAC it begins anew. */
  #change(instance: VrrpInstance, wire: VrrpInterface): void {
    const key = routerKey(instance);
    const running = this.#running.get(key);
    const before = running?.driver.instance;
    if (running === undefined || !isDeepStrictEqual(before?.virtualMac, instance.virtualMac)) {
      this.#leave(key);
      this.#add(instance, wire).start(0);
      return;
    }
    const { wire: old } = running;
    running.wire = wire;
    running.driver.reconfigure(instance, wire);
    old[Symbol.dispose]();
  }

  #leave(key: string): void {
    const running = this.#running.get(key);
    if (running === undefined) return;
    this.#running.delete(key);
    const { driver, wire } = running;
    const left = driver.stop(true).finally(() => {
      driver[Symbol.dispose]();
      wire[Symbol.dispose]();
      this.#leaving.delete(left);
    });
    this.#leaving.add(left);
  }
}
