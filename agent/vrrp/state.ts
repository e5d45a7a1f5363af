import type { VrrpInstance } from "../config/keepalived/config.ts";
import type { DropReason } from "./accept.ts";
import type { Obstacle } from "./obstacle.ts";
import type { FileValues, Verdicts } from "./track.ts";

/**
 * What a router is doing. `wakeAtMs` is when it wants a `timer` event; Infinity: never. All times are the monotonic
 * clock's.
 */
export type Role =
  /** Waits for the end of `vrrp_startup_delay`, then for the first result of a script without which it does not take part. */
  | { readonly kind: "init"; readonly wakeAtMs: number }
  | Backup
  | Master
  | { readonly kind: "fault"; readonly wakeAtMs: number }
  | { readonly kind: "stopped"; readonly wakeAtMs: number };

export interface Backup {
  readonly kind: "backup";
  readonly wakeAtMs: number;
  /** When the running wait began: the last advert that counted, or the start. */
  readonly sinceMs: number;
  /** `resigned`: the master said priority 0, only the skew is waited for. */
  readonly waitFor: "master-down" | "resigned";
  /** The interval of the master: version 3 learns it from its adverts (RFC 9568 §6.1), else our own. */
  readonly masterAdvertMs: number;
  /** Whom the last advert that counted came from. */
  readonly masterAddress?: string;
  /** `preempt_delay`: until then a master of lower priority is left in peace. */
  readonly preemptAtMs?: number;
  /** Behind a weaker master that does not listen to us, for as long as its list of addresses differs (`deaf-rival.ts`). */
  readonly defers?: true;
  /** In a sync group: nobody better is there, only the other members are waited for. */
  readonly ready?: true;
}

export interface Master {
  readonly kind: "master";
  /** The earliest of the next three. */
  readonly wakeAtMs: number;
  readonly advertAtMs: number;
  /** The second round of gratuitous ARP; Infinity when it is done. */
  readonly announceAtMs: number;
  /** How many messages of it for each address. */
  readonly announceRepeat: number;
  /** The next reminder of `garp_master_refresh`; Infinity: none. */
  readonly refreshAtMs: number;
  readonly announcedAtMs: number;
  /** When a rival was last answered out of turn. */
  readonly answeredAtMs: number;
  /** How many adverts in a row a weaker rival with another list has sent in spite of our answers. */
  readonly unheeded: number;
  /** It has slept: until then it sends nothing, and whoever else sends an advert is master (`slept.ts`). */
  readonly doubtUntilMs?: number;
}

/** Everything the machine remembers. */
export interface VrrpState {
  readonly role: Role;
  readonly linkUp: boolean;
  /** The interface's own address, from which adverts come. */
  readonly primaryAddress?: string;
  readonly verdicts: Verdicts;
  readonly fileValues?: FileValues;
  /** In a sync group: what stands in the way of the other members; undefined: not told yet. */
  readonly others?: Obstacle;
  /** It stays a backup until it is told to be active. */
  readonly standby?: true;
  /** With the weights of the scripts. */
  readonly priority: number;
  /** Packets that were dropped, by reason. */
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
  /** Adverts that counted although their list of virtual addresses is another one. */
  readonly disagreements: number;
  /** When each kind of trouble was last logged. */
  readonly toldAtMs: Readonly<Partial<Record<DropReason | "other-addresses" | "lower-priority", number>>>;
}

/** Nothing else happens before it. */
interface StartEvent {
  readonly kind: "start";
  readonly linkUp: boolean;
  readonly primaryAddress?: string;
  /** Those of `track_interface` that have a link. */
  readonly linked?: ReadonlySet<string>;
  /** `vrrp_startup_delay`. */
  readonly delayMs?: number;
}

export type VrrpEvent =
  | StartEvent
  /** The settings are others from now on; the interface and the router id are the same. */
  | { readonly kind: "reconfigured"; readonly linked?: ReadonlySet<string> }
  | { readonly kind: "timer" }
  /** Neither this process nor its timers ran for so long: what it knows is as old as that. */
  | { readonly kind: "slept"; readonly forMs: number }
  /** Another host answers for a virtual address. */
  | { readonly kind: "rival-answers"; readonly address: string }
  | ({ readonly kind: "packet" } & VrrpPacket)
  | { readonly kind: "script"; readonly name: string; readonly verdict: "up" | "down" }
  | { readonly kind: "tracked-process"; readonly name: string; readonly verdict: "up" | "down" }
  | { readonly kind: "tracked-file"; readonly name: string; readonly value: number }
  /** An interface that is watched (`track_interface`). */
  | { readonly kind: "tracked-interface"; readonly name: string; readonly verdict: "up" | "down" }
  | { readonly kind: "interface"; readonly linkUp: boolean; readonly primaryAddress?: string }
  /** Somebody else took virtual addresses away that a master had set. */
  | { readonly kind: "addresses-lost" }
  | MasterGone
  | { readonly kind: "failed"; readonly action: VrrpAction["kind"]; readonly reason: string }
  /** In a sync group: what stands in the way of the other members; all are ready, become MASTER; another one let go. */
  | { readonly kind: "others"; readonly obstacle: Obstacle }
  | { readonly kind: "promoted" }
  /** Somebody asks this node to stay a backup, or to take part again. */
  | { readonly kind: "standby"; readonly on: boolean }
  | { readonly kind: "yield" }
  /** `deleted`: its block is no longer in the file. */
  | { readonly kind: "stop"; readonly deleted?: true };

/** The watch connection knows it before the protocol does (`agent/peer-watch`). Counts if that master was the last one heard. */
export interface MasterGone {
  readonly kind: "master-gone";
  readonly address: string;
  readonly how: "closed" | "silent" | "handed-over" | "outranked";
}

/** An IP packet of protocol 112. */
export interface VrrpPacket {
  readonly source: string;
  readonly destination: string;
  readonly ttl: number;
  readonly payload: Uint8Array;
}

/** The last: a master heard somebody weaker. */
export type NotifiedState = "MASTER" | "BACKUP" | "FAULT" | "STOP" | "DELETED" | "MASTER_RX_LOWER_PRI";

export type VrrpAction =
  | { readonly kind: "send-advert"; readonly priority: number }
  | { readonly kind: "add-addresses" }
  | { readonly kind: "remove-addresses" }
  /** So many gratuitous ARP messages for each virtual address. */
  | { readonly kind: "announce"; readonly repeat: number }
  | { readonly kind: "notify"; readonly state: NotifiedState; readonly priority: number }
  /** `detail`: only with `--log-detail`. */
  | { readonly kind: "log"; readonly level: "info" | "warning" | "detail"; readonly message: string };

export interface Step {
  readonly state: VrrpState;
  readonly actions: readonly VrrpAction[];
}

/** What the machine is told about itself; a `vrrp_instance` block. */
export type VrrpSettings = VrrpInstance;
