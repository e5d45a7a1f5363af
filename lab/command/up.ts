import { fileURLToPath } from "node:url";
import { defineCommand } from "./command.ts";
import { exitCodes } from "./exit-code.ts";
import { runOptions } from "./run-option.ts";

const courseTopology = fileURLToPath(new URL("../../compose/course/compose.yaml", import.meta.url));

export const up = defineCommand({
  name: "up",
  summary: {
    fr: "monte un labo qui reste debout, pour y travailler à la main",
    en: "starts a lab that stays, to work in it by hand",
  },
  arguments: [
    {
      name: "file",
      summary: {
        fr: "une topologie (Compose) ou un scénario ; sans lui, le labo du cours",
        en: "a topology (Compose) or a scenario; without it, the lab of the course",
      },
      required: false,
    },
  ],
  options: {
    name: {
      kind: "text",
      value: "name",
      summary: {
        fr: "nom du labo (celui de la topologie) ; un labo par nom",
        en: "the lab's name (that of the topology); one lab for each name",
      },
    },
    folder: {
      kind: "text",
      value: "folder",
      summary: {
        fr: "où mettre les fichiers à modifier, dans un dossier au nom du labo (bascule-lab)",
        en: "where to put the files to edit, in a folder with the lab's name (bascule-lab)",
      },
    },
    stack: runOptions.stack,
    runtime: runOptions.runtime,
    network: runOptions.network,
  },
  examples: [
    { command: "bascule up", summary: { fr: "le labo du cours", en: "the lab of the course" } },
    {
      command: "bascule up --stack keepalived-haproxy --name atelier",
      summary: {
        fr: "un autre, avec keepalived et HAProxy",
        en: "another one, with keepalived and HAProxy themselves",
      },
    },
  ],
  exitCodes: [exitCodes.done, exitCodes.machine],
  run: async ({ arguments: [file = courseTopology], options }, context) => {
    const { startStanding } = await import("./start-standing.ts");
    return startStanding(file, options, context);
  },
});
