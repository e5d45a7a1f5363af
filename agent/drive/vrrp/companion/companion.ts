import type { VrrpInstance } from "../../../config/keepalived/config.ts";
import type { VrrpAction, VrrpEvent, VrrpState } from "../../../vrrp/state.ts";
import type { Clock } from "../../clock.ts";
import type { VrrpLog } from "../log.ts";
import type { NotifyOptions } from "../notify-script.ts";
import type { VrrpWire } from "../wire.ts";

/** An instance at work, as its companions see it. */
export interface Subject {
  /** The block as it stands now: SIGHUP may bring another one. */
  readonly instance: VrrpInstance;
  readonly state: VrrpState;
  readonly wire: VrrpWire;
  readonly clock: Clock;
  readonly log: VrrpLog;
  readonly accountOf: NotifyOptions["accountOf"];
  /** Whether this process was asleep; what waited while it was, counts only after that. */
  look(): void;
  /** Something happened that the instance must know. */
  tell(event: VrrpEvent): void;
}

export interface Stepped {
  readonly before: VrrpState;
  readonly event: VrrpEvent;
  /** Companions that were told before this one may have told the instance more. */
  readonly after: VrrpState;
  readonly actions: readonly VrrpAction[];
}

/** Follows one instance for as long as it runs, and does what the protocol itself knows nothing of. */
export interface Companion extends Disposable {
  /** After every event, when its actions are done and the state is the new one. May tell the subject something. */
  stepped(step: Stepped): void;
  /** The addresses are to be removed: true if it will call `remove` itself, within milliseconds. */
  postponesRemoval?(remove: () => void): boolean;
  /** Resolves when what it has begun has ended; asked once the instance has stopped. */
  settled?(): Promise<void>;
}

export type CompanionKind = (subject: Subject) => Companion;
