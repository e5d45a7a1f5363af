import type { SyncGroup } from "../../agent/config/keepalived/config.ts";
import type { VrrpDriver, VrrpDriverOptions } from "../../agent/drive/vrrp/driver.ts";
import { advanceGroup } from "../../agent/vrrp/sync-group.ts";

type CompanionKind = VrrpDriverOptions["companions"][number];
const longestRounds = 100;

/** The sync groups of a daemon: after a step of a member the others are told what follows for them. */
export class SimGroups {
  readonly #groups: readonly SyncGroup[];
  readonly #drivers = new Map<string, VrrpDriver>();
  #busy = true;

  constructor(groups: readonly SyncGroup[]) {
    this.#groups = groups;
  }

  /** For every instance. */
  get companions(): readonly CompanionKind[] {
    if (this.#groups.length === 0) return [];
    return [() => ({ stepped: () => this.#settle(), [Symbol.dispose]() {} })];
  }

  /** All instances are there. */
  follow(drivers: readonly VrrpDriver[]): void {
    for (const driver of drivers) this.#drivers.set(driver.instance.name, driver);
    this.#busy = false;
    this.#settle();
  }

  #settle(): void {
    if (this.#busy) return;
    this.#busy = true;
    for (const group of this.#groups)
      for (let round = 0; round < longestRounds && this.#round(group); round++);
    this.#busy = false;
  }

  #round({ members }: SyncGroup): boolean {
    const drivers = members.flatMap((name) => this.#drivers.get(name) ?? []);
    if (drivers.length === 0) return false;
    const next = advanceGroup(drivers.map(({ instance, state }) => ({ settings: instance, state })));
    if (next.kind === "settled") return false;
    for (const { member, event } of next.orders) this.#drivers.get(member)?.tell(event);
    return true;
  }
}
