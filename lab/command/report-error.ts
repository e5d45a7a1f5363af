import type { Language, Text } from "../../agent/base/text.ts";
import { LabError } from "../errors.ts";
import type { Output, Verbosity } from "./context.ts";
import { exitCodes } from "./exit-code.ts";

export interface Reporter {
  readonly language: Language;
  readonly verbosity: Verbosity;
  readonly stderr: Output;
}

/** Says once what went wrong, and gives the exit code for it. An error that is not ours proves nothing: undecided. */
export function reportError(error: unknown, { stderr, language, verbosity }: Reporter): number {
  const known = error instanceof LabError;
  const sentence = known ? `${error.text[language]} [${error.code}]` : unexpected(error)[language];
  stderr.line(`${stderr.paint("red", "bascule:")} ${sentence}`);
  if (verbosity === "verbose") stderr.line(stackOf(error));
  else if (!known) stderr.line(askForStack);
  return known ? error.exitCode : exitCodes.undecided.code;
}

function unexpected(error: unknown): Text {
  const message = error instanceof Error ? error.message : String(error);
  return {
    fr: `Erreur inattendue, sans doute un défaut de bascule : ${message}`,
    en: `Unexpected error, probably a defect of bascule: ${message}`,
  };
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? error.message;
  return error.cause === undefined ? own : `${own}\ncause: ${stackOf(error.cause)}`;
}

const askForStack: Text = {
  fr: "Relancez avec --verbose pour voir où elle s'est produite, et joignez cela à votre rapport.",
  en: "Run it again with --verbose to see where it happened, and add that to your report.",
};
