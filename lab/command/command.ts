import type { Text } from "../../agent/base/text.ts";
import type { Context } from "./context.ts";
import type { ExitCode } from "./exit-code.ts";

/**
 * A command of `bascule` is data: help, parsing and documentation are made from it. One file and one row in `index.ts`.
 * Whatever is large is imported inside `run`, so that `--help` stays fast.
 * @example
 * export const clean = defineCommand({
 *   name: "clean",
 *   summary: { fr: "…", en: "…" },
 *   arguments: [],
 *   options: { "dry-run": { kind: "flag", summary: { fr: "…", en: "…" } } },
 *   examples: [{ command: "bascule clean", summary: { fr: "…", en: "…" } }],
 *   exitCodes: [exitCodes.done],
 *   run: async ({ options }, context) => (options["dry-run"] ? 0 : 3),
 * });
 */
export interface Command {
  readonly name: string;
  readonly summary: Text;
  readonly arguments: readonly ArgumentSpec[];
  /** By long name without dashes: `json` is `--json`. */
  readonly options: Readonly<Record<string, OptionSpec>>;
  readonly examples: readonly Example[];
  /** Its own; bad usage (2) and interruption (129, 130, 143) are added for every command. */
  readonly exitCodes: readonly ExitCode[];
  /** Resolves to the exit code. Throws a `LabError` for what the user can mend, or `context.signal.reason`. */
  run(input: Input, context: Context): Promise<number>;
}

export interface ArgumentSpec {
  /** As shown in the help: `scenario`. */
  readonly name: string;
  readonly summary: Text;
  readonly required: boolean;
  /** Takes all that remain; only the last one may. */
  readonly variadic?: boolean;
  /** Another program's command line: no word from here on is an option of ours. */
  readonly verbatim?: boolean;
}

interface OptionBase {
  readonly summary: Text;
  /** One letter: `f` is `-f`. */
  readonly short?: string;
}

/** What an option takes. Wrong values end with ERR_USAGE before `run` is called. */
export type OptionSpec =
  | (OptionBase & { readonly kind: "flag" })
  | (OptionBase & { readonly kind: "text"; readonly value: string })
  | (OptionBase & {
      readonly kind: "integer";
      readonly value: string;
      readonly min: number;
      readonly max: number;
    })
  | (OptionBase & { readonly kind: "choice"; readonly value: string; readonly choices: readonly string[] });

export interface Example {
  readonly command: string;
  readonly summary: Text;
}

type OptionValue<Spec extends OptionSpec> = Spec extends { kind: "flag" }
  ? boolean
  : Spec extends { kind: "integer" }
    ? number | undefined
    : Spec extends { kind: "choice"; choices: readonly (infer Choice)[] }
      ? Choice | undefined
      : string | undefined;

/** What the user gave, checked: every option has its key (a flag is `false`, any other `undefined` when not given). */
export interface Input<
  Options extends Readonly<Record<string, OptionSpec>> = Readonly<Record<string, OptionSpec>>,
> {
  readonly arguments: readonly string[];
  readonly options: { readonly [Name in keyof Options]: OptionValue<Options[Name]> };
}

/** Writes a command down with the types of its own options. */
export function defineCommand<const Options extends Readonly<Record<string, OptionSpec>>>(
  command: Omit<Command, "options" | "run"> & {
    readonly options: Options;
    readonly run: (input: Input<Options>, context: Context) => Promise<number>;
  },
): Command {
  // The parser fills `Input` from this very table, so the narrower input type holds.
  return command as unknown as Command;
}
