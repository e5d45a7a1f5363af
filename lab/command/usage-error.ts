import { nearest } from "../../agent/base/nearest.ts";
import type { Text } from "../../agent/base/text.ts";
import { type LabError, labError } from "../errors.ts";

export function unknownCommand(word: string, names: readonly string[]): LabError {
  const meant = nearest(word, names);
  return usageError(
    { fr: `La commande « ${word} » n'existe pas.`, en: `There is no command "${word}".` },
    meant === undefined ? seeHelp("bascule --help") : didYouMean(meant),
  );
}

/** @param flag as the user wrote it: `--jsn`. */
export function unknownOption(flag: string, flags: readonly string[], helpCommand: string): LabError {
  const meant = nearest(flag, flags);
  return usageError(
    { fr: `L'option « ${flag} » n'existe pas.`, en: `There is no option "${flag}".` },
    meant === undefined ? seeHelp(helpCommand) : didYouMean(meant),
  );
}

export function missingValue(flags: string, helpCommand: string): LabError {
  return usageError(
    { fr: `Il manque la valeur de l'option « ${flags} ».`, en: `The option "${flags}" lacks its value.` },
    seeHelp(helpCommand),
  );
}

export function missingArgument(name: string, helpCommand: string): LabError {
  return usageError(
    { fr: `Il manque l'argument « ${name} ».`, en: `The argument "${name}" is missing.` },
    seeHelp(helpCommand),
  );
}

export function excessArgument(word: string, helpCommand: string): LabError {
  return usageError(
    { fr: `L'argument « ${word} » est en trop.`, en: `The argument "${word}" is one too many.` },
    seeHelp(helpCommand),
  );
}

/** @param expected what would be right: "a whole number from 1 to 9". */
export function wrongValue(flag: string, value: string, expected: Text): LabError {
  return usageError(
    {
      fr: `L'option « ${flag} » ne prend pas « ${value} ».`,
      en: `The option "${flag}" does not take "${value}".`,
    },
    { fr: `Donnez ${expected.fr}.`, en: `Give ${expected.en}.` },
  );
}

function seeHelp(command: string): Text {
  return { fr: `Voyez « ${command} ».`, en: `See \`${command}\`.` };
}

function didYouMean(meant: string): Text {
  return { fr: `Vouliez-vous dire « ${meant} » ?`, en: `Did you mean "${meant}"?` };
}

function usageError(what: Text, remedy: Text): LabError {
  return labError("ERR_USAGE", { fr: `${what.fr} ${remedy.fr}`, en: `${what.en} ${remedy.en}` });
}
