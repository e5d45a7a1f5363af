import { changeNode } from "./change-node.ts";

export const kill = changeNode({
  name: "kill",
  summary: {
    fr: "arrête net un nœud d'un labo debout, comme en débranchant la machine",
    en: "ends a node of a standing lab at once, as if the machine lost its power",
  },
  example: { fr: "la panne de l'exercice", en: "the fault of the exercise" },
  done: (node) => ({ fr: `${node} est arrêté.`, en: `${node} is stopped.` }),
});
