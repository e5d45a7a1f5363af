import type { Text } from "../../agent/base/text.ts";
import { type Command, defineCommand } from "./command.ts";
import { exitCodes } from "./exit-code.ts";
import { standingOptions } from "./standing-option.ts";

interface Change {
  /** Of the command and of the request. */
  readonly name: "kill" | "start";
  readonly summary: Text;
  readonly example: Text;
  done(node: string): Text;
}

/** A command that changes one node of a standing lab. */
export function changeNode({ name, summary, example, done }: Change): Command {
  return defineCommand({
    name,
    summary,
    arguments: [{ name: "node", summary: { fr: "le nœud", en: "the node" }, required: true }],
    options: standingOptions,
    examples: [{ command: `bascule ${name} lb1`, summary: example }],
    exitCodes: [exitCodes.done, exitCodes.machine],
    run: async ({ arguments: [node = ""], options }, context) => {
      const { askLab, chooseLab } = await import("../standing/choose.ts");
      await askLab(await chooseLab(options.name), { ask: name, node });
      context.stdout.line(done(node));
      return exitCodes.done.code;
    },
  });
}
