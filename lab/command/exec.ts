import { defineCommand } from "./command.ts";
import { exitCodes } from "./exit-code.ts";
import { standingOptions } from "./standing-option.ts";

export const exec = defineCommand({
  name: "exec",
  summary: {
    fr: "exécute une commande dans un nœud d'un labo debout ; sans commande, un shell",
    en: "runs a command in a node of a standing lab; without a command, a shell",
  },
  arguments: [
    {
      name: "node",
      summary: { fr: "le nœud : lb1, client, …", en: "the node: lb1, client, …" },
      required: true,
    },
    {
      name: "command",
      summary: {
        fr: "la commande et ses arguments ; « -- » devant ceux qui commencent par un tiret",
        en: 'the command and its arguments; "--" before those that begin with a dash',
      },
      required: false,
      variadic: true,
    },
  ],
  options: standingOptions,
  examples: [
    { command: "bascule exec lb1", summary: { fr: "un shell sur lb1", en: "a shell on lb1" } },
    {
      command: "bascule exec client -- curl -s http://192.168.1.100/",
      summary: { fr: "ce que le client reçoit du service", en: "what the client gets from the service" },
    },
  ],
  exitCodes: [
    exitCodes.done,
    exitCodes.machine,
    {
      code: 127,
      text: {
        fr: "le nœud n'a pas cette commande ; tout autre code est celui de la commande",
        en: "the node has no such command; any other code is the command's own",
      },
    },
  ],
  run: async ({ arguments: [node = "", ...argv], options }, context) => {
    const { askLab, chooseLab } = await import("../standing/choose.ts");
    const { runInNode } = await import("../standing/run-in-node.ts");
    const lab = await chooseLab(options.name);
    const wanted = argv.length === 0 ? ["bash"] : argv;
    const reply = await askLab(lab, { ask: "exec", node, argv: wanted });
    if (reply.reply !== "exec") throw new Error(`the keeper answered ${reply.reply}`);
    return runInNode(reply.entry, context);
  },
});
