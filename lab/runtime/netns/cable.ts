import type { Cable } from "../../wire/switch-command.ts";
import type { LabPlan, NodePlan } from "../runtime.ts";

/** Interface names have at most 15 characters (IFNAMSIZ), so bridges and ports are numbered. */
export function bridgeName(plan: LabPlan, network: string): string {
  return `net${plan.networks.findIndex(({ name }) => name === network)}`;
}

/** A node's cables, in the order of its links: port `n0.1` is the second link of the first node. */
export function cablesOf(plan: LabPlan, node: NodePlan): readonly Cable[] {
  const number = plan.nodes.indexOf(node);
  return node.links.map(({ network, interfaceName, mac, address }, index) => ({
    port: `n${number}.${index}`,
    bridge: bridgeName(plan, network),
    interfaceName,
    mac,
    address,
  }));
}
