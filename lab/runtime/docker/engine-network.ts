import type { NetworkCreateOptions } from "dockerode";
import { boundsOf, contains, formatAddress, parseSubnet } from "../../topology/subnet.ts";
import type { LabPlan, LinkPlan, NetworkPlan, NodePlan } from "../runtime.ts";
import type { Engine } from "./engine.ts";
import { labelsOf, networkName } from "./label.ts";
import { interfaceName } from "./macvlan-parent.ts";
import type { LabNetwork } from "./network.ts";
import { gone } from "./remove.ts";

export type EngineDriver = "macvlan" | "bridge";

/** Networks of the engine's own. It gives a container's interfaces their names: eth0 for the first link. */
export async function openEngineNetwork(
  engine: Engine,
  plan: LabPlan,
  driver: EngineDriver,
): Promise<LabNetwork> {
  await using opening = new AsyncDisposableStack();
  const labels = await labelsOf(plan.id);
  for (const [index, network] of plan.networks.entries()) {
    const created = await engine.createNetwork({
      Name: networkName(plan.id, network.name),
      Labels: labels,
      ...shapeOf(driver, interfaceName(plan.id, index)),
      IPAM: { Config: [{ Subnet: network.subnet, Gateway: gatewayOf(network, plan) }] },
    });
    opening.defer(() => gone(created.remove()));
  }
  const opened = opening.move();
  const nameOf = ({ network }: LinkPlan) => networkName(plan.id, network);
  return {
    attachment: ({ links: [first] }) => {
      if (first === undefined) return { mode: "none", options: {} };
      const NetworkingConfig = { EndpointsConfig: { [nameOf(first)]: endpointOf(first) } };
      return { mode: nameOf(first), options: { NetworkingConfig, MacAddress: first.mac } };
    },
    plug: async (node, { id }) => {
      for (const link of node.links.slice(1))
        await engine.getNetwork(nameOf(link)).connect({ Container: id, EndpointConfig: endpointOf(link) });
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

/**
 * Closed to the outside. A bridge is so because it has no address on the machine: the packet filter of Docker's internal
 * bridges drops what is not for an address of the subnet, and with it every VRRP advert (moby/libnetwork#2260).
 */
function shapeOf(driver: EngineDriver, interfaceName: string): Omit<NetworkCreateOptions, "Name"> {
  if (driver === "macvlan")
    return { Driver: driver, Internal: true, Options: { parent: interfaceName, macvlan_mode: "bridge" } };
  const Options = {
    "com.docker.network.bridge.name": interfaceName,
    "com.docker.network.bridge.inhibit_ipv4": "true",
    "com.docker.network.bridge.enable_ip_masquerade": "false",
  };
  return { Driver: driver, Options };
}

/** More links than two: the engine would name the interfaces in an order of its own. */
export function fitsEngine({ nodes }: LabPlan): boolean {
  return nodes.every(({ links }: NodePlan) => links.length <= 2);
}

function endpointOf({ address, mac }: LinkPlan) {
  return { IPAMConfig: { IPv4Address: address.split("/")[0] ?? "" }, MacAddress: mac };
}

/**
 * The engine takes an address for itself: a high one that no node has, but not the last, which people like to give to
 * something.
 */
function gatewayOf({ name, subnet: text }: NetworkPlan, { nodes }: LabPlan): string {
  const subnet = parseSubnet(text);
  if (subnet === undefined) throw new Error(`${text} is no subnet`);
  const links = nodes.flatMap((node) => node.links.filter(({ network }) => network === name));
  const taken = new Set(links.map(({ address }) => address.split("/")[0]));
  for (let address = boundsOf(subnet).last - 2; contains(subnet, address); address--) {
    if (!taken.has(formatAddress(address))) return formatAddress(address);
  }
  throw new Error(`${text} has no free address`);
}
