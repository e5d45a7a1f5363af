import { defineCommand } from "./command.ts";
import { exitCodes } from "./exit-code.ts";
import { standingOptions } from "./standing-option.ts";

export const status = defineCommand({
  name: "status",
  summary: {
    fr: "montre les labos debout : nœuds, programmes, qui détient l'adresse virtuelle",
    en: "shows the labs that stand: nodes, daemons, who owns the virtual IP",
  },
  arguments: [],
  options: {
    ...standingOptions,
    json: { kind: "flag", summary: { fr: "en JSON : une liste de labos", en: "as JSON: a list of labs" } },
  },
  examples: [
    {
      command: "bascule status",
      summary: { fr: "tous les labos debout", en: "all labs that stand" },
    },
    {
      command: "bascule status --json",
      summary: { fr: "la même chose pour un programme", en: "the same for a program" },
    },
  ],
  exitCodes: [exitCodes.done, exitCodes.machine],
  run: async ({ options }, context) => {
    const { askLab, chooseLab, livePlaces } = await import("../standing/choose.ts");
    const { printStatus } = await import("./print-status.ts");
    const labs = options.name === undefined ? await livePlaces() : [await chooseLab(options.name)];
    const replies = await Promise.all(labs.map((lab) => askLab(lab, { ask: "status" })));
    const found = replies.flatMap((reply) => (reply.reply === "status" ? [reply.status] : []));
    if (options.json) context.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
    else if (found.length === 0) context.stdout.line(none);
    else for (const each of found) printStatus(each, context);
    return exitCodes.done.code;
  },
});

const none = {
  fr: "Aucun labo n'est debout. « bascule up » en monte un.",
  en: "No lab stands. `bascule up` starts one.",
};
