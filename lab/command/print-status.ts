import type { Language, Text } from "../../agent/base/text.ts";
import { shownPath } from "../document/shown-path.ts";
import type { LabStatus, NodeStatus } from "../standing/status.ts";
import type { Context } from "./context.ts";

const words = {
  running: { fr: "en marche", en: "running" },
  stopped: { fr: "arrêté", en: "stopped" },
  owner: { fr: "détient l'adresse virtuelle", en: "owns the virtual IP" },
  nobody: { fr: "personne ne la détient", en: "nobody owns it" },
} as const satisfies Record<string, Text>;

/** A standing lab for people, in lines that fit a terminal of 80 columns unless a path is long. */
export function printStatus(status: LabStatus, { stdout, language }: Context): void {
  const { name, stack, runtime, vip, vipOwners } = status;
  stdout.line(`${stdout.paint("bold", name)}  ${runtime}, ${stack}`);
  const topology = shownPath(status.topologyFile);
  stdout.line({ fr: `  topologie : ${topology}`, en: `  topology: ${topology}` });
  const files = shownPath(status.workFolder);
  stdout.line({ fr: `  fichiers à modifier : ${files}`, en: `  files to edit: ${files}` });
  const owners = vipOwners.length === 0 ? words.nobody[language] : vipOwners.join(", ");
  stdout.line({ fr: `  IP virtuelle ${vip} : ${owners}`, en: `  virtual IP ${vip}: ${owners}` });
  const widths = [widthOf(status.nodes, "name"), widthOf(status.nodes, "address")] as const;
  for (const node of status.nodes) {
    const columns = `  ${node.name.padEnd(widths[0])}  ${node.address.padEnd(widths[1])}  `;
    const owns = vipOwners.includes(node.name) ? `, ${words.owner[language]}` : "";
    stdout.line(`${columns}${words[node.state][language]}${owns}`);
    const daemons = daemonsOf(node, language);
    if (daemons !== "") stdout.line(`${" ".repeat(columns.length)}${daemons}`);
  }
}

/** `keepalived running (VI_1 MASTER), haproxy running` */
function daemonsOf({ daemons }: NodeStatus, language: Language): string {
  if (daemons === undefined) return "";
  const states = Object.entries(daemons.states).map(([name, state]) => `${name} ${state.toUpperCase()}`);
  const shown = states.length === 0 ? "" : ` (${states.join(", ")})`;
  const state = (daemon: "keepalived" | "haproxy") => `${daemon} ${words[daemons[daemon]][language]}`;
  return `${state("keepalived")}${shown}, ${state("haproxy")}`;
}

function widthOf(nodes: readonly NodeStatus[], key: "name" | "address"): number {
  return Math.max(...nodes.map((node) => node[key].length));
}
