import type { SyncGroup } from "../../config/keepalived/config.ts";
import type { NotifyScript } from "../../config/keepalived/notify-config.ts";
import type { NotifiedState } from "../../vrrp/state.ts";
import { advanceGroup, type GroupState } from "../../vrrp/sync-group.ts";
import type { Subject } from "./companion/companion.ts";
import type { VrrpLog } from "./log.ts";
import { notify } from "./notify-script.ts";
import type { Account } from "./script-user.ts";

/** What all groups have in common. */
export interface GroupOptions {
  readonly log: VrrpLog;
  readonly accountOf: (script: NotifyScript) => Account | undefined;
  /** A line for the FIFOs. */
  readonly tell: (line: string) => void;
}

/** The instance of this name, if it runs. */
export type MemberOf = (name: string) => Subject | undefined;

/** Far more rounds than a change ever needs. */
const longestRounds = 100;

/** A `vrrp_sync_group` at work: its members learn of each other, and change their state together. */
export class SyncGroupRunner {
  readonly #options: GroupOptions;
  readonly #memberOf: MemberOf;
  readonly #notified = new Set<Promise<void>>();
  #group: SyncGroup = { name: "", members: [], notify: {} };
  #state: GroupState = "INIT";
  /** Not looked at while its members are told something, or not all of them are there. */
  #busy = true;

  constructor(memberOf: MemberOf, options: GroupOptions) {
    this.#memberOf = memberOf;
    this.#options = options;
  }

  /** Its members come and go; nothing is done until `resume`. */
  pause(): void {
    this.#busy = true;
  }

  resume(group: SyncGroup): void {
    this.#group = group;
    this.#busy = false;
    this.settle();
  }

  /** After a step of a member: the others are told what follows for them. */
  settle(): void {
    if (this.#busy) return;
    this.#busy = true;
    for (let round = 0; round < longestRounds && this.#round(); round++);
    this.#busy = false;
  }

  /** The state, once more. */
  repeat(): void {
    if (this.#state !== "INIT") this.#options.tell(this.#line(this.#state));
  }

  /** After its members have stopped; resolves when the notify scripts have ended. */
  async stop(): Promise<void> {
    this.#notify("STOP");
    await Promise.all(this.#notified);
  }

  /** Whether anything was to be done. */
  #round(): boolean {
    const members = this.#group.members.flatMap((name) => this.#memberOf(name) ?? []);
    if (members.length === 0) return false;
    const next = advanceGroup(members.map(({ instance, state }) => ({ settings: instance, state })));
    if (next.kind === "settled") {
      this.#enter(next.state);
      return false;
    }
    if (next.orders.some(({ event }) => event.kind === "promoted")) this.#tellSyncing("MASTER");
    for (const { member, event } of next.orders) this.#memberOf(member)?.tell(event);
    return true;
  }

  #enter(state: GroupState): void {
    if (state === this.#state) return;
    if (this.#state !== "INIT" && state !== "MASTER") this.#tellSyncing(state);
    this.#state = state;
    if (state !== "INIT") this.#notify(state);
  }

  #tellSyncing(state: GroupState): void {
    this.#options.log.info(`VRRP_Group(${this.#group.name}) Syncing instances to ${state} state`);
  }

  #notify(state: NotifiedState): void {
    const { name, notify: scripts } = this.#group;
    this.#options.tell(this.#line(state));
    const ended = notify({ type: "GROUP", name, scripts }, state, 0, this.#options);
    this.#notified.add(ended);
    ended.finally(() => this.#notified.delete(ended));
  }

  #line(state: string): string {
    return `GROUP "${this.#group.name}" ${state} 0`;
  }
}
