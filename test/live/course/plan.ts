import { fileURLToPath } from "node:url";
import { parseHaproxy } from "../../../agent/config/haproxy/parse.ts";
import { parseKeepalived } from "../../../agent/config/keepalived/parse.ts";
import type { LabPlan, MountPlan } from "../../../lab/runtime/runtime.ts";
import { type StackName, stacks } from "../../../lab/stack/index.ts";
import { labPlan } from "../../../lab/topology/plan.ts";
import type { Topology, TopologyNode } from "../../../lab/topology/topology.ts";
import type { CourseFiles } from "./files.ts";
import type { Stage, StageBalancer } from "./stage.ts";

export const clientAddress = "192.168.1.5";
const systemctl = fileURLToPath(new URL("systemctl-apache.sh", import.meta.url));

/** A node's name is its stage's and its own: `bts-lb1`. */
export function nodeName(stage: Stage, name: string): string {
  return `${stage.name}-${name}`;
}

/** All stages in one lab, each on a network of its own, so that all may use the documents' addresses. */
export function coursePlan(
  id: string,
  stack: StackName,
  stages: readonly Stage[],
  files: CourseFiles,
): LabPlan {
  const topology: Topology = {
    name: "documents",
    file: "",
    networks: stages.map(({ name }) => ({ name, subnet: "192.168.1.0/24" })),
    nodes: stages.flatMap((stage) => nodesOf(stage, files)),
    vip: "192.168.1.100",
  };
  const plan = labPlan(topology, stacks[stack], id);
  const interfaces = new Map(
    stages.flatMap((stage) =>
      Object.entries(stage.balancers).map(([name, { keepalived = "" }]) => [
        nodeName(stage, name),
        interfaceOf(keepalived),
      ]),
    ),
  );
  const nodes = plan.nodes.map((node) => ({
    ...node,
    links: node.links.map((link) => ({ ...link, interfaceName: interfaces.get(node.name) ?? "eth0" })),
  }));
  return { ...plan, nodes };
}

/** The interface that the file names: the documents differ. */
function interfaceOf(keepalived: string): string {
  return parseKeepalived(keepalived, "k").config.instances[0]?.interfaceName ?? "eth0";
}

function nodesOf(stage: Stage, files: CourseFiles): readonly TopologyNode[] {
  const links = (address: string) => [{ network: stage.name, address, prefixLength: 24 }];
  const node = { environment: {}, mounts: [], capabilities: [] };
  const balancers = Object.entries(stage.balancers).map(
    ([name, balancer]): TopologyNode => ({
      ...node,
      name: nodeName(stage, name),
      role: "balancer",
      command: ["sh", "-c", `mkdir -p /run/haproxy; ${journalOf(balancer)} exec sleep infinity`],
      links: links(balancer.address),
      mounts: mountsOf(stage, name, balancer, files),
      capabilities: ["NET_ADMIN", "NET_RAW"],
    }),
  );
  const apps = serversOf(stage).map(
    ({ name, host, port }): TopologyNode => ({
      ...node,
      name: nodeName(stage, name),
      role: "app",
      // The node outlives its server.
      command: ["sh", "-c", `bascule-app --name ${name} --port ${port} & exec sleep infinity`],
      links: links(host),
    }),
  );
  const client: TopologyNode = {
    ...node,
    name: nodeName(stage, "client"),
    role: "client",
    // Every advert that reaches the network, a line each.
    command: ["tcpdump", "-i", "eth0", "-l", "-n", "-U", "ip proto 112"],
    links: links(clientAddress),
    capabilities: ["NET_ADMIN", "NET_RAW"],
  };
  return [...balancers, ...apps, client];
}

/** Who has the address is told in the log. */
function journalOf({ keepalived }: StageBalancer): string {
  return keepalived === undefined ? "" : "bascule-journal --background;";
}

function mountsOf(
  stage: Stage,
  name: string,
  { keepalived, haproxy, notify }: StageBalancer,
  files: CourseFiles,
): readonly MountPlan[] {
  const etc = files.etc(nodeName(stage, name), {
    ...(keepalived === undefined ? {} : { "keepalived/keepalived.conf": keepalived }),
    ...(haproxy === undefined ? {} : { "haproxy/haproxy.cfg": haproxy }),
    ...(notify === undefined ? {} : { "keepalived/notify.sh": notify }),
  });
  if (stage.stops?.service !== "apache2") return etc;
  return [...etc, { source: systemctl, target: "/usr/bin/systemctl", readOnly: true }];
}

/** Every server that a file of the stage names, once. */
export function serversOf({ balancers }: Stage) {
  const all = Object.values(balancers).flatMap(({ haproxy = "" }) =>
    parseHaproxy(haproxy, "h").config.backends.flatMap(({ servers }) => servers),
  );
  return [...new Map(all.map((server) => [server.name, server])).values()];
}
