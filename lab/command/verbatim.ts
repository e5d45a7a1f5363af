import type { Command } from "./command.ts";
import { globalOptions } from "./global-option.ts";

/**
 * `bascule exec lb1 journalctl -u keepalived`: from the other program's name on, options are that program's. Puts the
 * "--" that says so where the user left it out.
 */
export function withVerbatimWords(argv: readonly string[], commands: readonly Command[]): readonly string[] {
  let command: Command | undefined;
  let operands = 0;
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index] ?? "";
    if (word === "--") return argv;
    if (word.startsWith("-")) {
      if (takesValue(word, command)) index += 1;
    } else if (command === undefined) {
      command = commands.find(({ name }) => name === word);
      if (command === undefined) return argv;
    } else if (command.arguments[operands]?.verbatim) return argv.toSpliced(index, 0, "--");
    else operands += 1;
  }
  return argv;
}

function takesValue(word: string, command: Command | undefined): boolean {
  const known = { ...globalOptions, ...command?.options };
  return Object.entries(known).some(([name, { kind }]) => kind !== "flag" && word === `--${name}`);
}
