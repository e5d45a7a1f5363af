import { defineCommand } from "./command.ts";
import { exitCodes } from "./exit-code.ts";
import { standingOptions } from "./standing-option.ts";

export const logs = defineCommand({
  name: "logs",
  summary: {
    fr: "ce que les nœuds d'un labo debout ont affiché",
    en: "what the nodes of a standing lab have printed",
  },
  arguments: [
    {
      name: "node",
      summary: { fr: "un seul nœud (sinon tous)", en: "one node only (else all)" },
      required: false,
    },
  ],
  options: {
    ...standingOptions,
    follow: {
      kind: "flag",
      short: "f",
      summary: {
        fr: "continuer jusqu'à Ctrl-C ou à la fin du labo",
        en: "go on until Ctrl-C or the lab's end",
      },
    },
  },
  examples: [
    { command: "bascule logs lb1", summary: { fr: "les messages de lb1", en: "the messages of lb1" } },
    { command: "bascule logs -f", summary: { fr: "tous les nœuds, en direct", en: "all nodes, live" } },
  ],
  exitCodes: [exitCodes.done, exitCodes.machine],
  run: async ({ arguments: [node], options }, context) => {
    const { chooseLab } = await import("../standing/choose.ts");
    const { copyLogs, followLogs } = await import("../standing/log.ts");
    const { noSuchNode } = await import("../standing/text.ts");
    const lab = await chooseLab(options.name);
    const names = lab.record.nodes;
    if (node !== undefined && !names.includes(node)) throw noSuchNode(node, names);
    const shown = node === undefined ? names : [node];
    const width = Math.max(...shown.map((name) => name.length));
    const label = (name: string) => `${context.stdout.paint("cyan", name.padEnd(width))} | `;
    const print = (name: string, line: string) =>
      context.stdout.line(node === undefined ? `${label(name)}${line}` : line);
    if (options.follow) await followLogs(lab, shown, { print, signal: context.signal });
    else await copyLogs(lab, shown, print);
    return exitCodes.done.code;
  },
});
