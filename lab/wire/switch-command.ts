/** One end of a cable: an interface inside a network namespace, plugged into a switch of the lab. */
export interface Cable {
  /** Name of the switch's port: at most 15 characters, unique in the lab. */
  readonly port: string;
  readonly bridge: string;
  readonly interfaceName: string;
  readonly mac: string;
  /** With prefix length. */
  readonly address: string;
}

/** Lines for `ip -batch`: a learning switch that forwards at once and floods multicast (VRRP needs no querier). */
export function bridgeLines(bridge: string): string[] {
  return [
    `link add ${bridge} type bridge stp_state 0 forward_delay 0 mcast_snooping 0`,
    `link set ${bridge} up`,
  ];
}

/** Lines for the switch's side: a veth pair whose other end starts its life in the namespace of `pid`. */
export function plugLines({ port, bridge, interfaceName, mac }: Cable, pid: number): string[] {
  return [
    `link add ${port} type veth peer name ${interfaceName} address ${mac} netns ${pid}`,
    `link set ${port} master ${bridge} up`,
  ];
}

export function unplugLines({ port }: Cable): string[] {
  return [`link delete ${port}`];
}

/** Lines for the node's side, to be run inside its namespace. */
export function nodeLines(cables: readonly Cable[]): string[] {
  const links = cables.flatMap(({ interfaceName, address }) => [
    `address add ${address} broadcast + dev ${interfaceName}`,
    `link set ${interfaceName} up`,
  ]);
  return ["link set lo up", ...links];
}
