import type { Problem } from "../../agent/base/problem.ts";
import { promiseOf } from "../oracle/derive.ts";
import { frontPage } from "../oracle/front-page.ts";
import type { Promised } from "../oracle/promise.ts";
import { readScenario } from "../scenario/read.ts";
import type { Scenario, ScenarioLoad } from "../scenario/scenario.ts";
import { readTopology } from "../topology/read.ts";
import type { Topology, TopologyNode } from "../topology/topology.ts";
import { type Balancer, type Refusal, readBalancers } from "./balancer-config.ts";
import { checkTargets } from "./target.ts";

/** Everything that is known of a run before anything is created. */
export interface RunPlan {
  readonly scenario: Scenario;
  readonly topology: Topology;
  readonly promise: Promised;
  readonly balancers: readonly Balancer[];
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
  const written = await readScenario(scenarioFile);
  const topology = adapt(await readTopology(written.topologyFile));
  checkTargets(written, topology);
  const { balancers, mistakes } = await readBalancers(topology, stack);
  const [first] = balancers;
  if (first === undefined) throw new Error("a topology without a balancer was accepted");
  const page = frontPage(first.haproxy.config, urlAt(topology.vip, written.load.httpUrl));
  return {
    scenario: { ...written, load: loadAt(page.url, written.load) },
    topology,
    balancers,
    promise: promiseOf({
      vip: topology.vip,
      watches: stack.watches,
      balancers: balancers.map(({ node, keepalived }) => ({
        node: node.name,
        address: addressOf(node),
        keepalived: keepalived.config,
      })),
      backend: page.backend,
      nodes: topology.nodes.map((node) => ({ name: node.name, address: addressOf(node) })),
    }),
    mistakes,
  };
}

/** The scenario's requests go to the virtual IP of the topology that is really used. */
function urlAt(vip: string, written: string): string {
  const url = new URL(written);
  url.hostname = vip;
  return url.href;
}

/** A handshake costs both sides as much as dozens of requests, and the measurement shares their processors. */
const mostHandshakesPerSecond = 25;

function loadAt(httpUrl: string, load: ScenarioLoad): ScenarioLoad {
  if (!httpUrl.startsWith("https:")) return { ...load, httpUrl };
  return {
    ...load,
    httpUrl,
    httpRatePerSecond: Math.min(load.httpRatePerSecond, mostHandshakesPerSecond),
  };
}

function addressOf(node: TopologyNode): string {
  const [link] = node.links;
  if (link === undefined) throw new Error(`node ${node.name} without an address was accepted`);
  return link.address;
}
