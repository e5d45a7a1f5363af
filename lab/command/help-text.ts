import type { Language, Text } from "../../agent/base/text.ts";
import type { Command, OptionSpec } from "./command.ts";
import type { Output } from "./context.ts";
import { type ExitCode, exitCodes } from "./exit-code.ts";
import { answeredOptions, globalOptions } from "./global-option.ts";
import { type Row, rowLines, wrap } from "./layout.ts";

type Paint = Output["paint"];

interface Page {
  readonly language: Language;
  readonly paint: Paint;
  /** Of the terminal. */
  readonly columns: number;
}

const titles = {
  usage: { fr: "Usage", en: "Usage" },
  commands: { fr: "Commandes", en: "Commands" },
  arguments: { fr: "Arguments", en: "Arguments" },
  options: { fr: "Options", en: "Options" },
  globalOptions: { fr: "Options communes", en: "Common options" },
  examples: { fr: "Exemples", en: "Examples" },
  exitCodes: { fr: "Codes de sortie", en: "Exit codes" },
} as const satisfies Record<string, Text>;

const about: Text = {
  fr: "bascule construit deux répartiteurs et une IP virtuelle, les casse, et mesure ce que les clients ont vu.",
  en: "bascule builds two load balancers and a virtual IP, breaks them, and measures what the clients saw.",
};
const more: Text = {
  fr: "« bascule help COMMANDE » montre les options, les exemples et les codes de sortie d'une commande.",
  en: "`bascule help COMMAND` shows the options, examples and exit codes of a command.",
};

const common: readonly ExitCode[] = [
  exitCodes.usage,
  exitCodes.hangup,
  exitCodes.interrupted,
  exitCodes.terminated,
];
const everyExitCode: readonly ExitCode[] = [
  exitCodes.met,
  exitCodes.notMet,
  exitCodes.machine,
  exitCodes.undecided,
  ...common,
];

/** The help of `bascule` itself. */
export function overviewHelp(commands: readonly Command[], page: Page): string {
  const { language, columns } = page;
  return pageOf([
    wrap(about[language], columns).join("\n"),
    `${heading("usage", language)} bascule <${{ fr: "commande", en: "command" }[language]}> [options]`,
    section(
      "commands",
      commands.map(({ name, summary }) => [name, summary[language]]),
      page,
    ),
    section("globalOptions", globalRows(language), page),
    section(
      "examples",
      commands.flatMap((command) => exampleRows(command, language).slice(0, 1)),
      page,
    ),
    section("exitCodes", exitRows(everyExitCode, language), page),
    wrap(more[language], columns).join("\n"),
  ]);
}

/** The help of one command. */
export function commandHelp(command: Command, page: Page): string {
  const { language, columns } = page;
  const argumentRows = command.arguments.map(({ name, summary }): Row => [name, summary[language]]);
  return pageOf([
    wrap(command.summary[language], columns).join("\n"),
    `${heading("usage", language)} ${usageOf(command)}`,
    section("arguments", argumentRows, page),
    section("options", optionRows(command.options, language), page),
    section("globalOptions", globalRows(language), page),
    section("examples", exampleRows(command, language), page),
    section("exitCodes", exitRows([...command.exitCodes, ...common], language), page),
  ]);
}

function usageOf(command: Command): string {
  const words = command.arguments.map(({ name, required, variadic }) => {
    const shown = variadic ? `${name}…` : name;
    return required ? `<${shown}>` : `[${shown}]`;
  });
  return ["bascule", command.name, ...words, "[options]"].join(" ");
}

/** `--json <file>` or `-f, --follow`, as the help and commander both want it. */
export function flagsOf(name: string, option: OptionSpec): string {
  const long = option.kind === "flag" ? `--${name}` : `--${name} <${option.value}>`;
  return option.short === undefined ? long : `-${option.short}, ${long}`;
}

function optionRows(options: Readonly<Record<string, OptionSpec>>, language: Language): readonly Row[] {
  return Object.entries(options).map(([name, option]) => [flagsOf(name, option), option.summary[language]]);
}

function globalRows(language: Language): readonly Row[] {
  const answered = answeredOptions.map(({ flags, summary }): Row => [flags, summary[language]]);
  return [...optionRows(globalOptions, language), ...answered];
}

function exampleRows(command: Command, language: Language): readonly Row[] {
  return command.examples.map(({ command: line, summary }) => [line, summary[language]]);
}

function exitRows(codes: readonly ExitCode[], language: Language): readonly Row[] {
  return codes
    .toSorted((left, right) => left.code - right.code)
    .map(({ code, text }) => [String(code), text[language]]);
}

function heading(title: keyof typeof titles, language: Language): string {
  return titles[title][language] + { fr: " :", en: ":" }[language];
}

function section(
  title: keyof typeof titles,
  rows: readonly Row[],
  { language, paint, columns }: Page,
): string {
  if (rows.length === 0) return "";
  const lines = rowLines(rows, { columns, paintTerm: (term) => paint("cyan", term) });
  return [paint("bold", heading(title, language)), ...lines].join("\n");
}

function pageOf(sections: readonly string[]): string {
  return `${sections.filter((text) => text !== "").join("\n\n")}\n`;
}
