import type { Problem } from "../../agent/base/problem.ts";
import { promiseOf } from "../oracle/derive.ts";
import type { Promised } from "../oracle/promise.ts";
import { readScenario } from "../scenario/read.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { readTopology } from "../topology/read.ts";
import type { Topology, TopologyNode } from "../topology/topology.ts";
import { type Refusal, readBalancers } from "./balancer-config.ts";
import { checkTargets } from "./target.ts";

/** Everything that is known of a run before anything is created. */
export interface RunPlan {
  readonly scenario: Scenario;
  readonly topology: Topology;
  readonly promise: Promised;
  /** What the configuration files get wrong without being refused. */
  readonly mistakes: readonly Problem[];
}

/**
 * Reads the scenario, its topology and the daemons' files. @throws LabError for the first file with an error
 * @param adapt puts other files in the place of the topology's, for example
 */
export async function planRun(
  scenarioFile: string,
  stack: Refusal,
  adapt: (topology: Topology) => Topology = (topology) => topology,
): Promise<RunPlan> {
  const scenario = await readScenario(scenarioFile);
  const topology = adapt(await readTopology(scenario.topologyFile));
  checkTargets(scenario, topology);
  const { balancers, mistakes } = await readBalancers(topology, stack);
  const [first] = balancers;
  if (first === undefined) throw new Error("a topology without a balancer was accepted");
  return {
    scenario,
    topology,
    promise: promiseOf({
      vip: topology.vip,
      balancers: balancers.map(({ node, keepalived }) => ({
        node: node.name,
        address: addressOf(node),
        keepalived: keepalived.config,
      })),
      haproxy: first.haproxy.config,
      nodes: topology.nodes.map((node) => ({ name: node.name, address: addressOf(node) })),
    }),
    mistakes,
  };
}

function addressOf(node: TopologyNode): string {
  const [link] = node.links;
  if (link === undefined) throw new Error(`node ${node.name} without an address was accepted`);
  return link.address;
}
