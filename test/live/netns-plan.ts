import { fileURLToPath } from "node:url";
import type { LabPlan, NodePlan } from "../../lab/runtime/runtime.ts";
import { stacks } from "../../lab/stack/index.ts";
import { labPlan } from "../../lab/topology/plan.ts";
import { readTopology } from "../../lab/topology/read.ts";

export const courseFile = fileURLToPath(new URL("../../compose/course/compose.yaml", import.meta.url));

/** The course's six nodes, each with nothing to do. */
export async function idlePlan(id: string): Promise<LabPlan> {
  const plan = labPlan(await readTopology(courseFile), stacks["keepalived-haproxy"], id);
  return { ...plan, nodes: plan.nodes.map((node) => ({ ...node, command: ["sleep", "infinity"] })) };
}

/** One network and as few nodes as named, `10.9.0.1` upwards. */
export function smallPlan(id: string, nodes: Readonly<Record<string, Partial<NodePlan>>>): LabPlan {
  const full = Object.entries(nodes).map(([name, node], index) => ({
    name,
    links: [
      {
        network: "lan",
        interfaceName: "eth0",
        address: `10.9.0.${index + 1}/24`,
        mac: `02:42:0a:09:00:0${index + 1}`,
      },
    ],
    command: ["sleep", "infinity"],
    environment: {},
    mounts: [],
    commands: {},
    capabilities: [],
    ...node,
  }));
  return { id, networks: [{ name: "lan", subnet: "10.9.0.0/24" }], nodes: full };
}
