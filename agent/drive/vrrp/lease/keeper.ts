import { fileURLToPath } from "node:url";
import { messageOf } from "../../../base/message-of.ts";
import type { Clock } from "../../clock.ts";
import type { UndoList } from "../guardian/undo.ts";
import type { VrrpLog } from "../log.ts";
import type { Device, Gate, Renewal } from "./gate.ts";

/** Removes the tables of dead daemons; its name does not say keepalived. */
const sweepProgram = fileURLToPath(new URL("./sweep.ts", import.meta.url));

/** What an instance owns, and where. */
export interface Holding {
  readonly addresses: readonly string[];
  readonly devices: readonly Device[];
}

/** For those who set addresses. */
export interface Lease {
  /** Before it is needed: to make the gate of a device takes longer than everything else. */
  expect(devices: readonly Device[]): void;
  /** Before an address answers; and again when an instance that has slept knows that it is still the owner. */
  hold(key: string, holding: Holding): void;
  /** When the addresses are gone. */
  release(key: string): void;
}

export interface LeaseKeeperOptions {
  readonly openGate: (log: VrrpLog) => Gate;
  readonly clock: Clock;
  readonly log: VrrpLog;
  readonly undoList: UndoList;
}

interface Holder extends Holding {
  /** Slept, and has not looked around yet. */
  readonly inDoubt: boolean;
}

/** So many renewals may get lost in a row: the third one would be too late. */
const lostRenewals = 2;
/** So often in a row a lease that has ended is opened again; then its table is made anew. */
const closedRenewals = 3;
/** A table that has to be made anew more often than this is done without. */
const anewMs = 10_000;
const undoKey = "lease";

/**
 * Renews the lease of this daemon for as long as it owns addresses and is awake. One lease serves all instances: it says
 * that the daemon runs. After a sleep it begins again when no owner is in doubt any more. Where the kernel has no
 * lease, or it does not work, the daemon runs without, and the log says so.
 */
export class LeaseKeeper implements Lease, Disposable {
  readonly #options: LeaseKeeperOptions;
  readonly #holders = new Map<string, Holder>();
  #gate: Gate | undefined;
  #open = false;
  #lost = 0;
  #closed = 0;
  #anewAtMs = Number.NEGATIVE_INFINITY;
  /** Of before there was a gate. */
  readonly #expected: Device[] = [];

  constructor(options: LeaseKeeperOptions) {
    this.#options = options;
  }

  /** Whether there is to be a lease. */
  follow(on: boolean): void {
    if (on && this.#gate === undefined) this.#start();
    if (!on) this.#end();
  }

  expect(devices: readonly Device[]): void {
    if (this.#gate === undefined) this.#expected.push(...devices);
    else this.#coverAhead(this.#gate, devices);
  }

  hold(key: string, holding: Holding): void {
    const before = this.#holders.get(key);
    this.#holders.set(key, { ...holding, inDoubt: false });
    this.#attempt((gate) => {
      gate.cover(holding.devices);
      this.#disown(gate, before);
      gate.own(holding.addresses);
      this.#openIfSure(gate);
    });
  }

  release(key: string): void {
    const before = this.#holders.get(key);
    if (!this.#holders.delete(key)) return;
    if (this.#holders.size === 0) this.#open = false;
    this.#attempt((gate) => {
      this.#disown(gate, before);
      this.#openIfSure(gate);
    });
  }

  /** Nothing renews it until every owner has looked around. */
  slept(): void {
    this.#open = false;
    for (const [key, holder] of this.#holders) this.#holders.set(key, { ...holder, inDoubt: true });
  }

  /** To be called well within the length of the lease. */
  renew(): void {
    if (this.#open) this.#attempt((gate) => this.#judge(gate, gate.renew()));
  }

  [Symbol.dispose](): void {
    this.#end();
  }

  #start(): void {
    const { openGate, log, undoList } = this.#options;
    try {
      undoList.set(undoKey, [{ kind: "run", argv: [process.execPath, sweepProgram] }]);
      this.#gate = openGate(log);
      this.#coverAhead(this.#gate, this.#expected.splice(0));
      for (const { devices, addresses } of this.#holders.values()) {
        this.#gate.cover(devices);
        this.#gate.own(addresses);
      }
      this.#openIfSure(this.#gate);
    } catch (error) {
      log.info(`No lease in the kernel: a daemon that hangs goes on answering (${messageOf(error)})`);
      this.#end();
    }
  }

  /** What fails is tried again when it is needed. */
  #coverAhead(gate: Gate, devices: readonly Device[]): void {
    if (devices.length === 0) return;
    const { log } = this.#options;
    try {
      gate.cover(devices);
    } catch (error) {
      log.detail(`The gate of an interface has to wait: ${messageOf(error)}`);
    }
  }

  #end(): void {
    this.#gate?.[Symbol.dispose]();
    this.#gate = undefined;
    this.#open = false;
    this.#options.undoList.set(undoKey, []);
  }

  /** An address that does not answer at all is worse than one without a lease: what does not work is put away. */
  #attempt(act: (gate: Gate) => void): void {
    if (this.#gate === undefined) return;
    const { log, clock } = this.#options;
    try {
      act(this.#gate);
    } catch (error) {
      this.#end();
      const again = clock.nowMs() - this.#anewAtMs >= anewMs;
      this.#anewAtMs = clock.nowMs();
      if (again) this.#start();
      const done = this.#gate === undefined ? "is given up" : "is made anew";
      log.warning(`The lease in the kernel ${done}: ${messageOf(error)}`);
    }
  }

  #judge(gate: Gate, renewal: Renewal): void {
    this.#lost = renewal === "nothing" ? this.#lost + 1 : 0;
    this.#closed = renewal === "closed" ? this.#closed + 1 : 0;
    if (this.#lost >= lostRenewals) throw new Error("its renewals do not arrive on lo");
    if (this.#closed >= closedRenewals) throw new Error("it ends although it is renewed");
    if (renewal === "closed") gate.open();
  }

  #openIfSure(gate: Gate): void {
    if (this.#open || this.#holders.size === 0) return;
    if ([...this.#holders.values()].some(({ inDoubt }) => inDoubt)) return;
    gate.open();
    this.#open = true;
    this.#lost = 0;
    this.#closed = 0;
  }

  /** Unless another instance has the same address. */
  #disown(gate: Gate, before: Holder | undefined): void {
    const still = new Set([...this.#holders.values()].flatMap(({ addresses }) => addresses));
    const gone = (before?.addresses ?? []).filter((address) => !still.has(address));
    if (gone.length > 0) gate.disown(gone);
  }
}
