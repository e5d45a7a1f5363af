import { statsLevels } from "../../config/haproxy/config.ts";
import type { Command, CommandContext, CommandReply } from "./command.ts";
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
  if (words[0] === "help") return { text: helpText(words.slice(1).join(" ") || undefined, context) };
  const command = commands.find((row) => row.words.every((word, at) => words[at] === word));
  if (!command) return { text: `Unknown command: '${printable(text)}'.\n${helpText(undefined, context)}` };
  if (!allows(context.level, command)) return { text: "Permission denied\n" };
  return command.run(words.slice(command.words.length), context);
}

function wordsOf(text: string): readonly string[] {
  return (text.match(/(?:\\.|[^\s\\]|\\$)+/gs) ?? []).map((word) => word.replace(/\\(.)/gs, "$1"));
}

function allows(level: CommandContext["level"], command: Command): boolean {
  return statsLevels.indexOf(level) >= statsLevels.indexOf(command.level);
}

function helpText(prefix: string | undefined, { level }: CommandContext): string {
  const asked = commands
    .filter((command) => allows(level, command) && !last.some(([form]) => form === command.usage[0]))
    .filter((command) => prefix === undefined || command.words.join(" ").includes(prefix))
    .map(({ usage }) => usage);
  const sorted = [...asked].sort(([left], [right]) => (left < right ? -1 : 1));
  const rows = [...sorted, ...last].map(([form, does]) => `  ${form.padEnd(40)}: ${does}\n`);
  return `The following commands are valid at this level:\n${rows.join("")}`;
}

/** They stand at the end, whatever was asked for. */
const last: readonly Command["usage"][] = [
  ["help [<command>]", "list matching or all commands"],
  ["prompt", "toggle interactive mode with prompt"],
  ["quit", "disconnect"],
];

/** What somebody sent goes back to a terminal: without what acts there, and not all of it. */
function printable(text: string): string {
  return text.slice(0, 60).replace(/[^\x20-\x7e]/g, "?");
}
