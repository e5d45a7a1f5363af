import type { Family } from "../../base/family.ts";

/** What a keepalived.conf says once read: all defaults filled, times in milliseconds. keepalived.conf(5). */
export interface KeepalivedConfig {
  readonly global: GlobalDefs;
  readonly scripts: readonly VrrpScript[];
  readonly instances: readonly VrrpInstance[];
}

export interface GlobalDefs {
  readonly routerId?: string;
  readonly scriptUser?: string;
  readonly scriptGroup?: string;
  readonly scriptSecurity: boolean;
  /** `vrrp_startup_delay`. */
  readonly startupDelayMs?: number;
}

/** A `vrrp_script` block. Weight 0: a failure puts the tracking instance into FAULT. */
export interface VrrpScript {
  readonly name: string;
  /** The words of the command, quotes resolved; run without a shell. */
  readonly argv: readonly string[];
  readonly intervalMs: number;
  readonly timeoutMs: number;
  /** −253 … 253, added to the priority (positive: while it succeeds; negative: while it fails). */
  readonly weight: number;
  readonly rise: number;
  readonly fall: number;
  /** The weight counts the other way round. */
  readonly reverse: boolean;
  /** Counts as down until it has succeeded. */
  readonly initFail: boolean;
  readonly user?: string;
  readonly group?: string;
}

/**
 * A script or an interface that an instance watches. `reverse`: a positive weight is taken away while it is up, a negative
 * one added while it is down, and with weight 0 up means FAULT.
 */
export interface Tracked {
  readonly name: string;
  readonly weight: number;
  readonly reverse: boolean;
}

export interface TrackedScript extends Tracked {
  readonly initFail: boolean;
}

/** When and how often a master announces its addresses. A delay or an interval of 0: not. */
export interface GarpSettings {
  readonly delayMs: number;
  readonly repeat: number;
  readonly refreshMs: number;
  readonly refreshRepeat: number;
  readonly lowerPriorityDelayMs: number;
  readonly lowerPriorityRepeat: number;
}

/** The connection to another daemon of ours: `@bascule watch`, docs/failover.md. */
export interface WatchSettings {
  readonly port: number;
}

export interface UnicastPeer {
  readonly address: string;
  readonly minTtl?: number;
  readonly maxTtl?: number;
}

/** An address of `virtual_ipaddress`. */
export interface VirtualAddress {
  readonly address: string;
  /** 32 where the file gives none: keepalived.conf(5). */
  readonly prefixLength: number;
  readonly device?: string;
  readonly broadcast?: string;
  readonly scope?: string;
  readonly label?: string;
}

/** A notify line: run through no shell unless the file asks for one. */
export interface NotifyScript {
  readonly argv: readonly string[];
  readonly user?: string;
  readonly group?: string;
}

export type NotifyKind = "master" | "backup" | "fault" | "stop" | "any";

export interface VrrpInstance {
  readonly name: string;
  readonly initialState: "MASTER" | "BACKUP";
  /** Of the adverts and of `virtual_ipaddress`; `virtual_ipaddress_excluded` may name others. */
  readonly family: Family;
  readonly interfaceName: string;
  readonly virtualRouterId: number;
  /** 1–254, 255 for the address owner. */
  readonly priority: number;
  readonly version: 2 | 3;
  /** `vrrp_strict`: version 3 takes only the checksum as deployed, with the pseudo-header. */
  readonly strict: boolean;
  readonly advertMs: number;
  readonly auth?: { readonly type: "PASS" | "AH"; readonly password: string };
  readonly virtualAddresses: readonly VirtualAddress[];
  /** Set and announced with the others, but not part of the adverts. */
  readonly excludedAddresses: readonly VirtualAddress[];
  readonly trackScripts: readonly TrackedScript[];
  readonly trackInterfaces: readonly Tracked[];
  readonly garp: GarpSettings;
  /** Where adverts come from, when it is not the interface's first address. */
  readonly source?: string;
  /** Adverts go to these instead of the multicast group. */
  readonly unicast?: {
    readonly peers: readonly UnicastPeer[];
    readonly ttl: number;
    /** Whoever is no peer is not listened to. */
    readonly checkSource: boolean;
  };
  readonly notify: Readonly<Partial<Record<NotifyKind, NotifyScript>>>;
  readonly nopreempt: boolean;
  readonly preemptDelayMs: number;
  /** Absent: the protocol alone decides. */
  readonly watch?: WatchSettings;
}
