import type { CommandContext, CommandReply } from "./command.ts";
import { allows, helpReply, unknownReply } from "./help.ts";
import { commands } from "./index.ts";

/** The commands of a line: `;` separates, `\` takes what follows as it is. */
export function splitCommands(line: string): readonly string[] {
  return (line.match(/(?:\\.|[^;\\]|\\$)+/gs) ?? [])
    .map((command) => command.trim())
    .filter((command) => command !== "");
}

/** Does one command, as far as a pure function can: what it changes is in the reply's actions. */
export function runCommand(text: string, context: CommandContext): CommandReply {
  const words = wordsOf(text);
  if (words[0] === "help") return helpReply(words.slice(1).join(" ") || undefined, commands, context.level);
  const command = commands.find((row) => row.words.every((word, at) => words[at] === word));
  if (!command) return unknownReply(words, commands, context.level);
  if (!allows(context.level, command)) return { text: "Permission denied\n", severity: 3 };
  return command.run(words.slice(command.words.length), context);
}

function wordsOf(text: string): readonly string[] {
  return (text.match(/(?:\\.|[^\s\\]|\\$)+/gs) ?? []).map((word) => word.replace(/\\(.)/gs, "$1"));
}
