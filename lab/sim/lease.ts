import { leaseMs, lookEveryMs, roundSlackMs } from "../../agent/vrrp/vigil.ts";
import type { SimWorld } from "./world.ts";

/** `agent/drive/vrrp/lease`: an element that is renewed at every round. */
const endsAfterMs = [leaseMs - lookEveryMs - roundSlackMs, leaseMs] as const;

/** The lease in the kernel of a node: virtual addresses answer only while their daemon runs. */
export class SimLease {
  readonly #world: SimWorld;
  readonly #changed: () => void;
  #on = false;
  #open = true;
  #end: Disposable | undefined;

  constructor(world: SimWorld, changed: () => void) {
    this.#world = world;
    this.#changed = changed;
  }

  opens(): boolean {
    return !this.#on || this.#open;
  }

  /** A daemon begins, with a lease or without; what another one has left is put away. */
  starts(on: boolean): void {
    this.goesOn();
    this.#on = on;
    this.#set(true);
  }

  /** Nobody renews it any more. */
  stops(): void {
    if (!this.#on || this.#end !== undefined) return;
    this.#end = this.#world.after(endsAfterMs, () => this.#set(false));
  }

  /** It is renewed; one that has ended stays closed until its owner says that it still is one. */
  goesOn(): void {
    this.#end?.[Symbol.dispose]();
    this.#end = undefined;
  }

  /** An owner sets its addresses, or has looked around after a sleep. */
  hold(): void {
    this.#set(true);
  }

  #set(open: boolean): void {
    if (this.#open === open) return;
    this.#open = open;
    this.#changed();
  }
}
