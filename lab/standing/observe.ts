import type { StartedNode } from "../runtime/runtime.ts";
import type { TopologyNode } from "../topology/topology.ts";
import type { Standing } from "./serve.ts";
import { daemonsOf, type LabStatus, type Look, lookInto, type NodeStatus } from "./status.ts";

/** Looks into every node that runs. */
export async function observe({ record, topology, lab }: Standing): Promise<LabStatus> {
  const looks = await Promise.all(
    topology.nodes.map(async (node) => {
      const started = lab.nodes.get(node.name);
      return { node, started, look: started === undefined ? undefined : await lookInto(started) };
    }),
  );
  const { name, topologyFile, workFolder, stack, runtime, startedAt } = record;
  return {
    name,
    topology: topology.name,
    topologyFile,
    workFolder,
    stack,
    runtime,
    startedAt,
    vip: topology.vip,
    vipOwners: looks.flatMap(({ node, look }) => (look?.addresses.includes(topology.vip) ? [node.name] : [])),
    nodes: looks.map(({ node, started, look }) => statusOf(node, started, look)),
  };
}

function statusOf(
  { name, role, links }: TopologyNode,
  started: StartedNode | undefined,
  look: Look | undefined,
): NodeStatus {
  const state = started?.running() ? "running" : "stopped";
  const common = { name, role, address: links[0]?.address ?? "", state } as const;
  return role === "balancer" && look !== undefined ? { ...common, daemons: daemonsOf(look) } : common;
}
