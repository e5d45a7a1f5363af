import type { Language } from "../../agent/base/text.ts";
import type { Role, Topology, TopologyNode } from "./topology.ts";

/** The same picture as a Mermaid flowchart (https://mermaid.js.org/syntax/flowchart.html), which forges draw. */
export function mermaidOf(topology: Topology, language: Language): string {
  const vip = { fr: "IP virtuelle", en: "virtual IP" }[language];
  const of = (role: Role) => topology.nodes.filter((node) => node.role === role);
  const edges = [
    ...of("client").map(({ name }) => `  ${idOf(name)} --> vip`),
    // Dotted: one of them at a time.
    ...of("balancer").map(({ name }) => `  vip -.-> ${idOf(name)}`),
    ...of("balancer").flatMap((balancer) =>
      of("app").map(({ name }) => `  ${idOf(balancer.name)} --> ${idOf(name)}`),
    ),
  ];
  const lines = [
    "flowchart TD",
    `  vip(["${vip}<br/>${topology.vip}"])`,
    ...topology.nodes.map(nodeLine),
    ...edges,
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function nodeLine({ name, links }: TopologyNode): string {
  return `  ${idOf(name)}["${[name, ...links.map(({ address }) => address)].join("<br/>")}"]`;
}

/** "end" and the like are words of Mermaid, and "vip" is taken. */
function idOf(name: string): string {
  return `n_${name.replaceAll("-", "_")}`;
}
