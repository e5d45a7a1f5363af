import { type Language, languages, type Text } from "../../agent/base/text.ts";
import type { OptionSpec } from "./command.ts";
import type { Verbosity } from "./context.ts";

/** Options that every command takes, before or after its name. */
export const globalOptions = {
  lang: {
    kind: "choice",
    value: "fr|en",
    choices: languages,
    summary: {
      fr: "langue des messages (sinon celle de LANG)",
      en: "language of the messages (else that of LANG)",
    },
  },
  quiet: {
    kind: "flag",
    summary: { fr: "seulement les résultats et les erreurs", en: "results and errors only" },
  },
  verbose: {
    kind: "flag",
    summary: { fr: "plus de détails, et la pile des erreurs", en: "more detail, and the stack of errors" },
  },
} as const satisfies Record<string, OptionSpec>;

/** Options that commander itself answers. */
export const answeredOptions = [
  { flags: "-V, --version", summary: { fr: "affiche la version", en: "prints the version" } },
  { flags: "-h, --help", summary: { fr: "affiche cette aide", en: "prints this help" } },
] as const satisfies readonly { flags: string; summary: Text }[];

/** `--lang fr` or `--lang=fr` anywhere before `--`: needed before anything else can be said. */
export function languageIn(argv: readonly string[], fallback: Language): Language {
  const end = argv.indexOf("--");
  const before = end < 0 ? argv : argv.slice(0, end);
  const wanted = before.flatMap((word, index) => {
    if (word === "--lang") return [before[index + 1]];
    return word.startsWith("--lang=") ? [word.slice("--lang=".length)] : [];
  });
  return languages.find((language) => language === wanted.at(-1)) ?? fallback;
}

/** The last word counts where both are given. */
export function verbosityIn(argv: readonly string[]): Verbosity {
  const end = argv.indexOf("--");
  const before = end < 0 ? argv : argv.slice(0, end);
  const last = before.filter((word) => word === "--quiet" || word === "--verbose").at(-1);
  if (last === undefined) return "normal";
  return last === "--quiet" ? "quiet" : "verbose";
}
