import { nearest } from "../../base/nearest.ts";
import { statsLevels } from "../../config/haproxy/config.ts";
import type { Command, CommandContext, CommandReply } from "./command.ts";

type Row = Command["usage"];

/** What `help` needs to know of a command. */
type Known = Pick<Command, "words" | "usage" | "level">;

/** They stand at the end, whatever was asked for. */
const last: readonly Row[] = [
  ["help [<command>]", "list matching or all commands"],
  ["prompt", "toggle interactive mode with prompt"],
  ["quit", "disconnect"],
];

/** Half an answer for who asked for nothing known: so many are named. */
const suggestions = 5;

export function allows(level: CommandContext["level"], command: Known): boolean {
  return statsLevels.indexOf(level) >= statsLevels.indexOf(command.level);
}

/** `help`, `help set`. */
export function helpReply(
  asked: string | undefined,
  commands: readonly Known[],
  level: CommandContext["level"],
): CommandReply {
  const wanted = commands.filter(
    (command) => allows(level, command) && (asked === undefined || command.words.join(" ").includes(asked)),
  );
  return { text: `The following commands are valid at this level:\n${listing(wanted)}`, severity: 6 };
}

/** What is said of no command, or of one that there is not. */
export function unknownReply(
  words: readonly string[],
  commands: readonly Known[],
  level: CommandContext["level"],
): CommandReply {
  const mine = commands.filter((command) => allows(level, command));
  const near = words.length === 0 ? [] : similar(words, mine);
  const sentence =
    near.length === 0
      ? "Unknown command. Please enter one of the following commands only:"
      : "Unknown command, but maybe one of the following ones is a better match:";
  return { text: `${sentence}\n${listing(near.length === 0 ? mine : near)}`, severity: 6 };
}

/** Those that begin alike, as far as any does; else those whose beginning is written nearly so. */
function similar(words: readonly string[], commands: readonly Known[]): readonly Known[] {
  for (let count = words.length; count > 0; count--) {
    const alike = commands.filter((command) =>
      words.slice(0, count).every((word, at) => command.words[at] === word),
    );
    if (alike.length > 0) return alike;
  }
  const text = words.join(" ");
  const starts = commands.map((command) => command.words.slice(0, words.length).join(" "));
  const meant =
    nearest(text, starts) ??
    nearest(
      words[0] ?? "",
      commands.map(({ words: [first = ""] }) => first),
    );
  if (meant === undefined) return [];
  return commands
    .filter((command) => `${command.words.join(" ")} `.startsWith(`${meant} `))
    .slice(0, suggestions);
}

function listing(commands: readonly Known[]): string {
  const rows = commands.map(({ usage }) => usage).filter(([form]) => !last.some(([name]) => name === form));
  const sorted = [...rows].sort(([left], [right]) => (left < right ? -1 : 1));
  return [...sorted, ...last].map(([form, does]) => `  ${form.padEnd(40)}: ${does}\n`).join("");
}
