import type { CheckTls, ServerTls } from "./server-tls.ts";

/** Where the first address of a server comes from: the state file, the system, nowhere yet, or this one. */
export type InitMethod =
  | { readonly kind: "last" | "libc" | "none" }
  | { readonly kind: "address"; readonly host: string };

/** A `server` line. */
export interface Server {
  readonly name: string;
  /** `id`: instead of its number in the file. */
  readonly id?: number;
  readonly host: string;
  readonly port: number;
  /** The name that stands in the file in place of an address. */
  readonly fqdn?: string;
  /** `init-addr`: where the first address comes from; else `last,libc`. */
  readonly initAddress?: readonly InitMethod[];
  /** `resolvers`: its name is asked for again and again; `twins`: others may have the same address. */
  readonly resolve?: { readonly section: string; readonly prefer: "ipv4" | "ipv6"; readonly twins?: boolean };
  readonly weight: number;
  readonly backup: boolean;
  /** `del server`: its place in the backend is empty. */
  readonly removed?: true;
  /** It begins in maintenance. */
  readonly disabled?: true;
  readonly maxConnections?: number;
  /** What `maxconn` is while the backend is nearly idle. */
  readonly minConnections?: number;
  /** Who finds so many waiting for this very server goes elsewhere. */
  readonly maxQueue?: number;
  /** How long a server that has come back is spared. */
  readonly slowStartMs?: number;
  /** What a persistence cookie calls it. */
  readonly cookie?: string;
  /** `non-stick`: nobody is remembered to have come here. */
  readonly nonStick?: true;
  /** `send-proxy`: who the client is stands before the bytes of each connection, in this version of the PROXY protocol. */
  readonly sendProxy?: 1 | 2;
  /** `redir`: who asks with GET or HEAD is sent there, with the target behind it. */
  readonly redirect?: string;
  /** The address that connections to it come from; undefined: the system chooses. */
  readonly source?: string;
  /** So many idle connections at most, and for how long they stay. */
  readonly idleMaximum?: number;
  readonly purgeMs?: number;
  /** `ssl`: it is spoken to by TLS. */
  readonly tls?: ServerTls;
  /** What happens to the sessions of the others when the checks change their mind. */
  readonly onMarkedDown?: "shutdown-sessions";
  readonly onMarkedUp?: "shutdown-backup-sessions";
  readonly check?: HealthCheck;
  readonly agent?: AgentCheck;
  readonly observe?: Observation;
  /** `track`: as healthy as this other server. */
  readonly track?: { readonly backend: string; readonly server: string };
}

export interface HealthCheck {
  readonly intervalMs: number;
  /** While it is between up and down, and while it is down, where that differs. */
  readonly fastIntervalMs?: number;
  readonly downIntervalMs?: number;
  readonly fall: number;
  readonly rise: number;
  /** Instead of where the server itself is. */
  readonly port?: number;
  readonly host?: string;
  /** `check-send-proxy`: the check begins with a PROXY line. */
  readonly sendProxy?: true;
  readonly tls?: CheckTls;
}

/** `agent-check`: a program beside the server says in words how it is. */
export interface AgentCheck {
  readonly port: number;
  readonly host?: string;
  readonly intervalMs: number;
  /** What is sent to it first. */
  readonly send?: string;
}

/** `observe`: errors of the traffic itself count, and what follows when there are too many in a row. */
export interface Observation {
  readonly layer: "layer4" | "layer7";
  readonly errorLimit: number;
  readonly onError: "fastinter" | "fail-check" | "sudden-death" | "mark-down";
}
