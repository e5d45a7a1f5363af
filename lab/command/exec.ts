import { defineCommand } from "./command.ts";
import type { Context } from "./context.ts";
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
        fr: "la commande et ses arguments, tels que vous les taperiez dans le nœud",
        en: "the command and its arguments, as you would type them in the node",
      },
      required: false,
      variadic: true,
      verbatim: true,
    },
  ],
  options: standingOptions,
  examples: [
    { command: "bascule exec lb1", summary: { fr: "un shell sur lb1", en: "a shell on lb1" } },
    {
      command: "bascule exec client curl -s http://192.168.1.100/",
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
    const { chooseLab } = await import("../standing/choose.ts");
    const { enterNode } = await import("../standing/enter.ts");
    const { runInNode } = await import("../standing/run-in-node.ts");
    const lab = await chooseLab(options.name);
    const wanted = argv.length === 0 ? ["bash"] : argv;
    const entered = await enterNode(lab, { node, argv: wanted, environment: shared(context) });
    return runInNode(entered, context.signal);
  },
});

/** What a program inside may know of the terminal outside. */
const terminalVariables = ["TERM", "COLORTERM", "NO_COLOR"] as const;

function shared({ environment, language }: Context): Readonly<Record<string, string>> {
  const terminal = terminalVariables.flatMap((name) => {
    const value = environment[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(terminal), BASCULE_LANG: language };
}
