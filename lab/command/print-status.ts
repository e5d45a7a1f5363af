import type { Text } from "../../agent/base/text.ts";
import { shownPath } from "../document/shown-path.ts";
import type { LabStatus, NodeStatus } from "../standing/status.ts";
import type { Context } from "./context.ts";

const words = {
  running: { fr: "en marche", en: "running" },
  stopped: { fr: "arrêté", en: "stopped" },
  owner: { fr: "détient l'adresse virtuelle", en: "owns the virtual IP" },
  nobody: { fr: "personne ne la détient", en: "nobody owns it" },
} as const satisfies Record<string, Text>;

/** A standing lab for people: one line for the lab, one for the virtual IP, one for each node. */
export function printStatus(status: LabStatus, { stdout, language }: Context): void {
  const { name, stack, runtime, vip, vipOwners } = status;
  stdout.line(`${stdout.paint("bold", name)}  ${shownPath(status.topologyFile)}, ${stack}, ${runtime}`);
  const files = shownPath(status.workFolder);
  stdout.line({ fr: `  fichiers à modifier : ${files}`, en: `  files to edit: ${files}` });
  const owners = vipOwners.length === 0 ? words.nobody[language] : vipOwners.join(", ");
  stdout.line({ fr: `  IP virtuelle ${vip} : ${owners}`, en: `  virtual IP ${vip}: ${owners}` });
  const widths = [widthOf(status.nodes, "name"), widthOf(status.nodes, "address")] as const;
  for (const node of status.nodes) {
    const columns = [node.name.padEnd(widths[0]), node.address.padEnd(widths[1])];
    const notes = [words[node.state][language], ...notesOn(node, status).map((text) => text[language])];
    stdout.line(`  ${[...columns, notes.join(" · ")].join("  ")}`);
  }
}

function notesOn({ name, daemons }: NodeStatus, { vipOwners }: LabStatus): readonly Text[] {
  const notes: Text[] = [];
  for (const daemon of ["keepalived", "haproxy"] as const) {
    const state = daemons?.[daemon];
    if (state !== undefined)
      notes.push({ fr: `${daemon} ${words[state].fr}`, en: `${daemon} ${words[state].en}` });
  }
  for (const [instance, state] of Object.entries(daemons?.states ?? {})) {
    const text = `${instance} ${state.toUpperCase()}`;
    notes.push({ fr: text, en: text });
  }
  if (vipOwners.includes(name)) notes.push(words.owner);
  return notes;
}

function widthOf(nodes: readonly NodeStatus[], key: "name" | "address"): number {
  return Math.max(...nodes.map((node) => node[key].length));
}
