import { changeNode } from "./change-node.ts";

export const start = changeNode({
  name: "start",
  summary: {
    fr: "redémarre un nœud arrêté d'un labo debout, avec ses fichiers",
    en: "starts a stopped node of a standing lab again, with its files",
  },
  example: { fr: "la machine revient", en: "the machine comes back" },
  done: (node) => ({ fr: `${node} est en marche.`, en: `${node} is running.` }),
});
