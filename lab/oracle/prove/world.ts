import type { KeepalivedConfig, VrrpInstance } from "../../../agent/config/keepalived/config.ts";
import { masterDownMs } from "../../../agent/vrrp/timer.ts";
import type { InterfacePlan, NodePlan } from "../../sim/node.ts";
import { ideal, lanTiming } from "../../sim/timing.ts";
import type { WorldPlan } from "../../sim/world.ts";
import type { Pair, ProofNode } from "./proof.ts";

/**
 * `timers`: VRRP's own decide, and nothing takes any time but what the protocol and the files say. `watch`: two of our
 * daemons watch each other, on machines that take the time that machines take.
 */
export type Means = "timers" | "watch";

/**
 * The pair as a simulated world: their VRRP interfaces on one segment, where a third machine answers, as a gateway does;
 * what they only track on segments of its own.
 */
export function worldOf(nodes: Pair, means: Means): WorldPlan {
  const pair = nodes.map((node, index) => nodePlan(node, nodes[1 - index] as ProofNode, index, means));
  return { nodes: [...pair, gateway(pair)], timing: means === "timers" ? ideal : lanTiming };
}

function gateway(pair: readonly NodePlan[]): NodePlan {
  const segments = pair.flatMap(({ interfaces }) => interfaces.map(({ segment = "" }) => segment));
  const interfaces = [...new Set(segments)].map((segment) => ({
    ...{ name: segment, segment, address: "203.0.113.1" },
  }));
  return { name: "(gateway)", interfaces };
}

function nodePlan(node: ProofNode, other: ProofNode, index: number, means: Means): NodePlan {
  const { instances } = node.config;
  const main = instances.map(
    (instance, at): InterfacePlan => ({
      name: instance.interfaceName,
      address: addressFor(node, other, instance, index),
      segment: `vrrp ${networkOf(instances, at)}`,
    }),
  );
  const others = instances
    .flatMap(({ trackInterfaces, virtualAddresses }) => [
      ...trackInterfaces.map(({ name }) => name),
      ...virtualAddresses.flatMap(({ device }) => device ?? []),
    ])
    .map((name): InterfacePlan => ({ name, address: `198.51.100.${index + 1}`, segment: `beside ${name}` }));
  const byName = new Map([...others, ...main].map((each) => [each.name, each]));
  const keepalived = means === "timers" ? byTimersAlone(node.config) : node.config;
  return { name: node.name, interfaces: [...byName.values()], keepalived };
}

/** Without the watch connection of two of our own daemons: whoever runs keepalived wants to know what VRRP does. */
function byTimersAlone(config: KeepalivedConfig): KeepalivedConfig {
  return { ...config, instances: config.instances.map(({ watch: _, ...instance }) => instance) };
}

/** Instances of one interface share its network; the first network of one node is that of the other, whatever its name. */
function networkOf(instances: readonly VrrpInstance[], at: number): number {
  const names = [...new Set(instances.map(({ interfaceName }) => interfaceName))];
  return names.indexOf(instances[at]?.interfaceName ?? "");
}

/** As the files or the topology say; else what the other node sends its adverts to; else any (RFC 5737). */
function addressFor(node: ProofNode, other: ProofNode, instance: VrrpInstance, index: number): string {
  const across = other.config.instances.find(
    ({ virtualRouterId }) => virtualRouterId === instance.virtualRouterId,
  );
  return (
    instance.source ??
    node.addressOf(instance.interfaceName) ??
    across?.unicast?.peers[0]?.address ??
    `192.0.2.${index + 1}`
  );
}

/** Until daemons that watch each other have met, and know what an answer sounds like. */
const acquaintedMs = 9000;

/** How long it may take until the nodes have agreed after a start, or after a fault. Milliseconds. */
export function settleMs(nodes: readonly ProofNode[], means: Means): number {
  const instances = nodes.flatMap(({ config }) => config.instances);
  const scripts = nodes.flatMap(({ config }) => config.scripts);
  const downs = instances.map(({ version, advertMs }) => masterDownMs(1, { version, advertMs }));
  const verdicts = scripts.map(
    ({ intervalMs, timeoutMs, rise, fall }) => Math.max(rise, fall) * intervalMs + timeoutMs,
  );
  const delays = [
    ...instances.map(({ preemptDelayMs }) => preemptDelayMs),
    ...nodes.map(({ config }) => config.global.startupDelayMs ?? 0),
  ];
  const agreedMs = 2000 + 2 * Math.max(0, ...downs) + Math.max(0, ...verdicts) + Math.max(0, ...delays);
  return means === "timers" ? agreedMs : Math.max(agreedMs, acquaintedMs);
}
