import { fileURLToPath } from "node:url";
import { defineCommand } from "./command.ts";
import { exitCodes } from "./exit-code.ts";

const courseTopology = fileURLToPath(new URL("../../compose/course/compose.yaml", import.meta.url));

export const graph = defineCommand({
  name: "graph",
  summary: { fr: "dessine une topologie", en: "draws a topology" },
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
    mermaid: {
      kind: "flag",
      summary: { fr: "en Mermaid, pour une page ou une forge", en: "as Mermaid, for a page or a forge" },
    },
  },
  examples: [
    { command: "bascule graph", summary: { fr: "le labo du cours", en: "the lab of the course" } },
    {
      command: "bascule graph my/compose.yaml --mermaid",
      summary: { fr: "la vôtre, en Mermaid", en: "yours, as Mermaid" },
    },
  ],
  exitCodes: [exitCodes.done],
  run: async ({ arguments: [file = courseTopology], options }, { stdout, language }) => {
    const { topologyOf } = await import("../standing/topology-of.ts");
    const { readTopology } = await import("../topology/read.ts");
    const { mermaidOf } = await import("../topology/mermaid.ts");
    const { pictureOf } = await import("../topology/picture.ts");
    const topology = await readTopology(await topologyOf(file));
    stdout.write((options.mermaid ? mermaidOf : pictureOf)(topology, language));
    return exitCodes.done.code;
  },
});
