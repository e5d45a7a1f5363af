import { didYouMean } from "../base/nearest.ts";
import { matchers } from "./index.ts";
import { knownMatches } from "./known.ts";
import type { Pattern } from "./match.ts";
import { fatal, good, type Parsed, unsupported } from "./trouble.ts";

/** A file that patterns stand in; `isMap`: only the first word of each line is one. */
interface PatternFile extends Pattern {
  readonly isMap: boolean;
}

/** What stands behind the fetch of a criterion. */
export interface Flags {
  readonly ignoreCase: boolean;
  readonly match?: string;
  readonly files: readonly PatternFile[];
  readonly patterns: readonly Pattern[];
}

/** The flags stand first; what follows the first other word, or `--`, are patterns, whatever they look like. */
export function readFlags(words: readonly string[], first: number): Parsed<Flags> {
  const files: PatternFile[] = [];
  let [ignoreCase, isMap, at] = [false, false, 1];
  let match: string | undefined;
  for (; at < words.length; at++) {
    const word = words[at] ?? "";
    if (!word.startsWith("-") || /^-\d/.test(word)) break;
    const value = words[at + 1] ?? "";
    if (word === "--") {
      at++;
      break;
    }
    if (word === "-i") ignoreCase = true;
    else if (word === "-M") isMap = true;
    else if (word === "-n") continue;
    else if (word === "-m") {
      const bad = refuseMatch(value, first + at + 1);
      if (bad) return bad;
      match = value;
      at++;
    } else if (word === "-f") files.push({ text: value, at: first + ++at, isMap });
    else if (word === "-u") at++;
    else return refuseFlag(word, first + at);
  }
  const patterns = words.slice(at).map((text, index) => ({ text, at: first + at + index }));
  return good({ ignoreCase, files, patterns, ...(match === undefined ? {} : { match }) });
}

function refuseFlag(word: string, at: number): ReturnType<typeof fatal> {
  return fatal(at, "ERR_CONFIG_SYNTAX", {
    fr: `"${word}" n'est pas une option d'une condition. Écrivez "--" devant un motif qui commence par un tiret.`,
    en: `"${word}" is not an option of a condition. Write "--" before a pattern that begins with a dash.`,
  });
}

function refuseMatch(name: string, at: number): ReturnType<typeof fatal> | undefined {
  if (matchers.has(name)) return undefined;
  if (knownMatches.has(name)) return unsupported(at, `-m ${name}`);
  const hint = didYouMean(name, knownMatches);
  return fatal(at, "ERR_CONFIG_VALUE", {
    fr: `"-m ${name}" n'existe pas.${hint.fr || ` Valeurs : ${[...knownMatches].join(", ")}.`}`,
    en: `"-m ${name}" does not exist.${hint.en || ` Values: ${[...knownMatches].join(", ")}.`}`,
  });
}
