import { stat } from "node:fs/promises";
import { sourceOf } from "../run/balancer-config.ts";
import { topologyOf } from "../standing/topology-of.ts";
import { readTopology } from "../topology/read.ts";
import type { TopologyNode } from "../topology/topology.ts";
import type { SubjectNode } from "./subject.ts";

/** The balancers of a topology, or of the topology of a scenario. @throws LabError when it cannot be read */
export async function ofTopology(path: string): Promise<readonly SubjectNode[]> {
  const { nodes } = await readTopology(await topologyOf(path));
  return Promise.all(nodes.filter(({ role }) => role === "balancer").map(subjectOf));
}

async function subjectOf(node: TopologyNode): Promise<SubjectNode> {
  const fileOf = async (target: string) => {
    const path = await sourceOf(node, target);
    return path !== undefined && (await stat(path).catch(() => undefined))?.isFile() ? path : undefined;
  };
  const [keepalived, haproxy] = await Promise.all([
    fileOf("/etc/keepalived/keepalived.conf"),
    fileOf("/etc/haproxy/haproxy.cfg"),
  ]);
  return {
    name: node.name,
    ...(keepalived === undefined ? {} : { keepalived }),
    ...(haproxy === undefined ? {} : { haproxy }),
    fileOf,
    // Its interfaces are eth0, eth1 … in the order of its networks.
    addressesOf: (interfaceName) => {
      const link = node.links[Number(/^eth(\d+)$/.exec(interfaceName)?.[1] ?? -1)];
      return link === undefined ? [] : [`${link.address}/${link.prefixLength}`];
    },
  };
}
