import { Option, Command as Parser } from "commander";
import type { Command, Input, OptionSpec } from "./command.ts";
import type { Context } from "./context.ts";
import { globalOptions } from "./global-option.ts";
import { commandHelp, flagsOf, overviewHelp } from "./help-text.ts";
import { readOptionValue } from "./option-value.ts";
import {
  excessArgument,
  missingArgument,
  missingValue,
  unknownCommand,
  unknownOption,
} from "./usage-error.ts";
import { withVerbatimWords } from "./verbatim.ts";

/** What the command line asks for. `answered`: the help or the version was printed. */
export type Request =
  | { readonly kind: "run"; readonly command: Command; readonly input: Input }
  | { readonly kind: "answered" }
  | { readonly kind: "nothing" };

export interface ParseOptions {
  readonly commands: readonly Command[];
  readonly context: Context;
  readonly version: string;
}

/** Reads the words after `bascule`; throws ERR_USAGE. */
export function parseCommandLine(argv: readonly string[], options: ParseOptions): Request {
  if (argv.length === 0) return { kind: "nothing" };
  let request: Request = { kind: "answered" };
  const parser = programOf(options, (command, input) => {
    request = { kind: "run", command, input };
  });
  try {
    parser.parse(withVerbatimWords(argv, options.commands), { from: "user" });
  } catch (error) {
    if (error instanceof Error && "exitCode" in error && error.exitCode === 0) return request;
    throw error;
  }
  return request;
}

type OnRun = (command: Command, input: Input) => void;

function programOf({ commands, context, version }: ParseOptions, onRun: OnRun): Parser {
  const names = commands.map(({ name }) => name);
  const { language } = context;
  const { paint, columns } = context.stdout;
  const page = { language, paint, columns };
  const program = new QuietParser("bascule", () => overviewHelp(commands, page), names);
  program.version(version, "-V, --version");
  addOptions(program, globalOptions);
  for (const command of commands) {
    const parser = new QuietParser(command.name, () => commandHelp(command, page), names);
    program.addCommand(addCommand(parser, command, onRun));
  }
  for (const parser of [program, ...program.commands]) {
    parser.configureOutput({ writeOut: (text) => context.stdout.write(text) }).exitOverride();
  }
  return program;
}

function addCommand(parser: QuietParser, command: Command, onRun: OnRun): QuietParser {
  for (const { name, required, variadic } of command.arguments) {
    const word = variadic ? `${name}...` : name;
    parser.argument(required ? `<${word}>` : `[${word}]`);
  }
  const added = addOptions(parser, command.options);
  parser.action(() => {
    const given = parser.opts<Record<string, boolean | string | number>>();
    const values = added.map(({ name, attribute, kind }) => [
      name,
      given[attribute] ?? (kind === "flag" ? false : undefined),
    ]);
    onRun(command, { arguments: parser.args, options: Object.fromEntries(values) });
  });
  return parser;
}

function addOptions(parser: Parser, specs: Readonly<Record<string, OptionSpec>>) {
  return Object.entries(specs).map(([name, spec]) => {
    const option = new Option(flagsOf(name, spec));
    if (spec.kind !== "flag") option.argParser((value) => readOptionValue(name, spec, value));
    parser.addOption(option);
    return { name, attribute: option.attributeName(), kind: spec.kind };
  });
}

/** Commander with our help, and with our errors in place of its English sentences. */
class QuietParser extends Parser {
  readonly #help: () => string;
  readonly #commandNames: readonly string[];

  constructor(name: string, help: () => string, commandNames: readonly string[]) {
    super(name);
    this.#help = help;
    this.#commandNames = commandNames;
    this.helpCommand(false).helpOption("-h, --help").allowExcessArguments(false);
  }

  override helpInformation(): string {
    return this.#help();
  }

  // The five that follow are commander's own hooks for its messages; its types leave them out.
  unknownCommand(): never {
    throw unknownCommand(this.args[0] ?? "", this.#commandNames);
  }

  unknownOption(flag: string): never {
    throw unknownOption(flag, this.#flags(), this.#helpCommand());
  }

  missingArgument(name: string): never {
    throw missingArgument(name, this.#helpCommand());
  }

  optionMissingArgument(option: Option): never {
    throw missingValue(option.flags, this.#helpCommand());
  }

  _excessArguments(received: readonly string[]): never {
    throw excessArgument(received[this.registeredArguments.length] ?? "", this.#helpCommand());
  }

  #flags(): readonly string[] {
    const options = [...this.options, ...(this.parent?.options ?? [])];
    return ["--help", ...options.flatMap(({ long }) => long ?? [])];
  }

  #helpCommand(): string {
    return this.parent === null ? "bascule --help" : `bascule ${this.name()} --help`;
  }
}
