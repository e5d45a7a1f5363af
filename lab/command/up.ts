import { fileURLToPath } from "node:url";
import { defineCommand, type OptionSpec } from "./command.ts";
import { exitCodes } from "./exit-code.ts";
import { runOptions } from "./run-option.ts";

const courseTopology = fileURLToPath(new URL("../../compose/course/compose.yaml", import.meta.url));

/** A lab to work in is built of real nodes. */
const standingRuntime = {
  kind: "choice",
  value: "name",
  choices: ["netns", "docker"],
  summary: {
    fr: "où le labo est construit : docker (conteneurs, si son moteur répond) ou netns (espaces de noms de Linux)",
    en: "where the lab is built: docker (containers, where its engine answers) or netns (Linux namespaces)",
  },
} as const satisfies OptionSpec;

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
    runtime: standingRuntime,
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
