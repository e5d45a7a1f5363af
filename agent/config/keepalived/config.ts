import type { Family } from "../../base/family.ts";
import type { NotifyFifo, NotifyScripts } from "./notify-config.ts";
import type { Placement } from "./placement.ts";
import type { Scheduling } from "./process.ts";
import type { Route, Rule } from "./route-config.ts";
import type { Tracked, TrackedScript, TrackFile, TrackProcess } from "./track-config.ts";

/** What a keepalived.conf says once read: all defaults filled, times in milliseconds. keepalived.conf(5). */
export interface KeepalivedConfig {
  readonly global: GlobalDefs;
  readonly scripts: readonly VrrpScript[];
  readonly instances: readonly VrrpInstance[];
  readonly groups?: readonly SyncGroup[];
  readonly files?: readonly TrackFile[];
  readonly processes?: readonly TrackProcess[];
  /** `net_namespace`, `instance`, `use_pid_dir`. */
  readonly placement?: Placement;
  /** `static_ipaddress`, `static_routes`, `static_rules`. */
  readonly statics?: {
    readonly addresses: readonly VirtualAddress[];
    readonly routes: readonly Route[];
    readonly rules: readonly Rule[];
  };
}

export interface GlobalDefs {
  readonly routerId?: string;
  readonly scriptUser?: string;
  readonly scriptGroup?: string;
  readonly scriptSecurity: boolean;
  /** `vrrp_startup_delay`. */
  readonly startupDelayMs?: number;
  /** `@bascule metrics`. */
  readonly metrics?: MetricsAddress;
  /** `default_interface`. */
  readonly defaultInterface?: string;
  /** `vrrp_notify_fifo`, `notify_fifo`. */
  readonly notifyFifos?: readonly NotifyFifo[];
  /** `nftables`, `nftables_priority`, `nftables_counters`. */
  readonly firewall?: { readonly table?: string; readonly priority?: number; readonly counters?: true };
  /** `fifo_write_vrrp_states_on_reload`. */
  readonly fifoStatesOnReload?: boolean;
  /** `@bascule lease`; absent: on. */
  readonly lease?: boolean;
  /** `vrrp_priority`, `vrrp_rt_priority`. */
  readonly scheduling?: Readonly<Scheduling>;
}

export interface MetricsAddress {
  readonly host: string;
  readonly port: number;
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

/** When and how often a master announces its addresses. A delay or an interval of 0: not. */
export interface GarpSettings {
  readonly delayMs: number;
  readonly repeat: number;
  readonly refreshMs: number;
  readonly refreshRepeat: number;
  readonly lowerPriorityDelayMs: number;
  readonly lowerPriorityRepeat: number;
  /** Between two messages of a round; of IPv6 `intervalMsIpv6`. At once where absent. */
  readonly intervalMs?: number;
  readonly intervalMsIpv6?: number;
  /** `garp_extra_if all`: between two reminders on the other interfaces of addresses. */
  readonly elsewhereMs?: number;
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

/** How the kernel holds an address: ip-address(8). */
export type AddressFlag = "nodad" | "home" | "mngtmpaddr" | "noprefixroute" | "autojoin";

/** An address of `virtual_ipaddress`. */
export interface VirtualAddress {
  readonly address: string;
  /** 32 or 128 where the file gives none: keepalived.conf(5). */
  readonly prefixLength: number;
  readonly device?: string;
  readonly broadcast?: string;
  readonly scope?: string;
  readonly label?: string;
  readonly flags?: readonly AddressFlag[];
  /** IPv6: so long connections may come from it; forever where absent. */
  readonly preferredSeconds?: number;
  /** The other end of a point-to-point link. */
  readonly peer?: string;
  /** `no_track`: whoever takes it away has not taken it from us. */
  readonly untracked?: true;
}

/** `use_vmac`: the addresses are on a macvlan of the interface. */
export interface VirtualMac {
  /** Of the macvlan. */
  readonly name: string;
  readonly mac: string;
  /** `vmac_xmit_base`: adverts leave with the interface's own MAC. */
  readonly sendsFromBase: boolean;
}

/** A `vrrp_sync_group`. Its tracked scripts and interfaces are those of every member already. */
export interface SyncGroup {
  readonly name: string;
  /** Names of instances, at least one. */
  readonly members: readonly string[];
  readonly notify: NotifyScripts;
}

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
  readonly auth?: { readonly type: "PASS"; readonly password: string };
  readonly virtualAddresses: readonly VirtualAddress[];
  /** Set and announced with the others, but not part of the adverts. */
  readonly excludedAddresses: readonly VirtualAddress[];
  readonly virtualRoutes?: readonly Route[];
  readonly virtualRules?: readonly Rule[];
  readonly trackScripts: readonly TrackedScript[];
  readonly trackInterfaces: readonly Tracked[];
  readonly trackFiles?: readonly Tracked[];
  readonly trackProcesses?: readonly Tracked[];
  readonly garp: GarpSettings;
  readonly virtualMac?: VirtualMac;
  /** Where adverts come from, when it is not the interface's first address. */
  readonly source?: string;
  /** `mcast_dst_ip`: the multicast group, where it is not that of the RFCs. */
  readonly group?: string;
  /** Adverts go to these instead of the multicast group. */
  readonly unicast?: {
    readonly peers: readonly UnicastPeer[];
    readonly ttl: number;
    /** Whoever is no peer is not listened to. */
    readonly checkSource: boolean;
  };
  readonly notify: NotifyScripts;
  /** `notify_deleted`: its scripts are told DELETED when its block is gone at SIGHUP, else FAULT. */
  readonly notifyDeleted?: true;
  /** `notify_priority_changes`: the FIFO learns of a changed priority too. */
  readonly notifyPriorityChanges?: true;
  /** The `vrrp_sync_group` that it is a member of. */
  readonly syncGroup?: string;
  readonly nopreempt: boolean;
  readonly preemptDelayMs: number;
  /** Packets to and from its addresses are dropped. */
  readonly noAccept?: true;
  /** After so many intervals without an advert a backup takes over; 3 where absent, as in the RFCs. */
  readonly downTimerAdverts?: number;
  /** One more advert before a master yields. */
  readonly higherPrioSendAdvert?: true;
  /** A weaker master is not answered out of turn. */
  readonly lowerPrioNoAdvert?: true;
  /** The link of its own interface is not watched. */
  readonly dontTrackPrimary?: true;
  /** `unicast_fault_no_peer`. */
  readonly faultWithoutPeer?: true;
  readonly promoteSecondaries?: true;
  /** Absent: the protocol alone decides. */
  readonly watch?: WatchSettings;
}
