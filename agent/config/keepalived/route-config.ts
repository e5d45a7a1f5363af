import type { Family } from "../../base/family.ts";

export interface Prefix {
  readonly address: string;
  readonly prefixLength: number;
}

/** A line of `virtual_routes`: ip-route(8). A table by its number, or by a name of this machine. */
export interface Route {
  readonly to: Prefix;
  readonly type:
    | "unicast"
    | "local"
    | "broadcast"
    | "multicast"
    | "throw"
    | "unreachable"
    | "prohibit"
    | "blackhole";
  readonly gateway?: string;
  readonly device?: string;
  readonly source?: string;
  readonly table?: number | string;
  readonly scope?: "global" | "site" | "link" | "host" | "nowhere";
  /** rt_protos; keepalived (18) where absent. */
  readonly protocol?: number;
  readonly priority?: number;
  readonly tos?: number;
  /** The upper 16 bits where it comes from, the lower ones where it goes to. */
  readonly realms?: number;
  readonly onlink?: true;
  /** Behind those of the same destination, or only where there is none; else before them. */
  readonly place?: "append" | "add";
  readonly metrics?: RouteMetrics;
  readonly nextHops?: readonly NextHop[];
  /** Nothing happens when somebody removes it. */
  readonly untracked?: true;
}

export interface NextHop {
  readonly gateway?: string;
  readonly device?: string;
  readonly weight: number;
  readonly onlink?: true;
}

/** ip-route(8): what the kernel takes for connections over a route. */
export interface RouteMetrics {
  readonly mtu?: number;
  readonly window?: number;
  readonly rttMs?: number;
  readonly rttvarMs?: number;
  readonly ssthresh?: number;
  readonly cwnd?: number;
  readonly advmss?: number;
  readonly reordering?: number;
  readonly hoplimit?: number;
  readonly initcwnd?: number;
  readonly rtoMinMs?: number;
  readonly initrwnd?: number;
  readonly quickack?: number;
  readonly fastopenNoCookie?: number;
  /** Those that the kernel must not change. */
  readonly lock?: readonly Exclude<keyof RouteMetrics, "lock" | "congctl" | "ecn">[];
  readonly congctl?: string;
  readonly ecn?: boolean;
}

/** A line of `virtual_rules`: ip-rule(8). */
export interface Rule {
  readonly family: Family;
  readonly action: "table" | "goto" | "blackhole" | "unreachable" | "prohibit";
  readonly preference: number;
  readonly table?: number | string;
  /** Of `goto`. */
  readonly target?: number;
  readonly from?: Prefix;
  readonly to?: Prefix;
  readonly inverted?: true;
  readonly incoming?: string;
  readonly outgoing?: string;
  readonly mark?: { readonly value: number; readonly mask?: number };
  readonly realms?: number;
  readonly tos?: number;
  readonly suppressPrefixLength?: number;
  readonly users?: readonly [number, number];
  readonly ipProtocol?: number;
  readonly sourcePorts?: readonly [number, number];
  readonly destinationPorts?: readonly [number, number];
  readonly untracked?: true;
}
