/** What a keepalived.conf says once read: all defaults filled, times in milliseconds. keepalived.conf(5). */
export interface KeepalivedConfig {
  readonly global: GlobalDefs;
  readonly scripts: readonly VrrpScript[];
  readonly instances: readonly VrrpInstance[];
}

export interface GlobalDefs {
  readonly routerId?: string;
  readonly scriptUser?: string;
  readonly scriptSecurity: boolean;
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
  readonly user?: string;
}

export interface TrackedScript {
  readonly name: string;
  readonly weight: number;
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
}

export type NotifyKind = "master" | "backup" | "fault" | "stop" | "any";

export interface VrrpInstance {
  readonly name: string;
  readonly initialState: "MASTER" | "BACKUP";
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
  readonly trackScripts: readonly TrackedScript[];
  readonly notify: Readonly<Partial<Record<NotifyKind, NotifyScript>>>;
  readonly nopreempt: boolean;
  readonly preemptDelayMs: number;
}
