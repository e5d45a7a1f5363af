/** A topology as the lab uses it: the supported subset of a Compose file, checked, with all defaults filled. */
export interface Topology {
  readonly name: string;
  readonly file: string;
  readonly networks: readonly TopologyNetwork[];
  readonly nodes: readonly TopologyNode[];
  /** `x-bascule.vip`, without prefix length. */
  readonly vip: string;
}

export interface TopologyNetwork {
  readonly name: string;
  readonly subnet: string;
}

/** `x-bascule.role` of a service. */
export const roles = ["balancer", "app", "client"] as const;
export type Role = (typeof roles)[number];

export interface TopologyNode {
  readonly name: string;
  readonly role: Role;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly links: readonly TopologyLink[];
  readonly mounts: readonly TopologyMount[];
  /** `cap_add` */
  readonly capabilities: readonly string[];
}

export interface TopologyLink {
  readonly network: string;
  /** Without prefix length. */
  readonly address: string;
  readonly prefixLength: number;
}

export interface TopologyMount {
  /** Absolute. */
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
}
