import { didYouMean } from "../base/nearest.ts";
import { type Expression, parseExpression, type Reference, refuseName } from "./expression.ts";
import type { Fetch } from "./fetch.ts";
import { fetches, matchers } from "./index.ts";
import { knownFetches, knownMatches } from "./known.ts";
import type { Matcher, Pattern } from "./match.ts";
import { casts, type SampleKind } from "./sample.ts";
import type { Scope } from "./scope.ts";
import { fatal, good, type Parsed, type Trouble, unsupported } from "./trouble.ts";
import type { RequestView } from "./view.ts";

/** One line of an ACL, or what stands between braces: a fetch, flags, patterns. */
export interface Criterion {
  readonly layer: Fetch["layer"];
  readonly references: readonly Reference[];
  readonly holds: (view: RequestView) => boolean;
}

const usualMatch: Readonly<Record<SampleKind, string>> = {
  text: "str",
  number: "int",
  truth: "bool",
  address: "ip",
};

/** Reads `path_beg -i /api /v2`. Places in troubles count from `first`, the place of the first of these words. */
export function parseCriterion(line: readonly string[], scope: Scope, first: number): Parsed<Criterion> {
  const words = untilEmpty(line);
  const [written = ""] = words;
  if (written === "") {
    return fatal(first, "ERR_CONFIG_SYNTAX", {
      fr: "Il manque ce qui est comparé. Écrivez par exemple : path_beg /api",
      en: "What is compared is missing. Write for example: path_beg /api",
    });
  }
  const keyword = keywordOf(written);
  if (keyword === undefined) return refuseName(/^[^(,]*/.exec(written)?.[0] ?? "", first, "fetch");
  const expression = parseExpression(keyword.expression, scope.proxy, first);
  if (expression.kind === "bad") return expression;
  const flags = readFlags(words, scope, first);
  if (flags.kind === "bad") return flags;
  return combine(expression.value, { ...flags.value, implied: keyword.match }, words, first);
}

/** An empty word ends the line for the original, quoted or not. */
export function untilEmpty(words: readonly string[]): readonly string[] {
  const end = words.indexOf("");
  return end < 0 ? words : words.slice(0, end);
}

/** `hdr_beg(host)` is the fetch `hdr(host)` with the match `beg`. */
function keywordOf(written: string): { readonly expression: string; readonly match?: string } | undefined {
  const name = /^[^(,]*/.exec(written)?.[0] ?? "";
  if (fetches.has(name)) return { expression: written };
  const [, base = "", match = ""] = /^(.*)_([a-z]+)$/.exec(name) ?? [];
  if (fetches.get(base)?.suffixes?.includes(match)) {
    return { expression: base + written.slice(name.length), match };
  }
  // Leave it to the expression to say that it is known but not done.
  return knownFetches.has(name) ? { expression: written } : undefined;
}

interface Flags {
  readonly ignoreCase: boolean;
  readonly match?: string | undefined;
  readonly implied?: string | undefined;
  readonly patterns: readonly Pattern[];
}

/** The flags stand first; what follows the first other word, or `--`, are patterns, whatever they look like. */
function readFlags(words: readonly string[], scope: Scope, first: number): Parsed<Flags> {
  let [ignoreCase, at] = [false, 1];
  let match: string | undefined;
  const patterns: Pattern[] = [];
  for (; at < words.length; at++) {
    const word = words[at] ?? "";
    if (!word.startsWith("-") || /^-\d/.test(word)) break;
    const value = words[at + 1] ?? "";
    if (word === "--") {
      at++;
      break;
    }
    if (word === "-i") ignoreCase = true;
    else if (word === "-n") continue;
    else if (word === "-m") {
      const bad = refuseMatch(value, first + at + 1);
      if (bad) return bad;
      match = value;
      at++;
    } else if (word === "-f") {
      const lines = patternsOf(scope, value, first + ++at);
      if (lines.kind === "bad") return lines;
      patterns.push(...lines.value);
    } else if (word === "-u") at++;
    else return word === "-M" ? unsupported(first + at, "acl … -M") : refuseFlag(word, first + at);
  }
  for (; at < words.length; at++) patterns.push({ text: words[at] ?? "", at: first + at });
  return good({ ignoreCase, match, patterns });
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

/** A file of patterns: one a line; empty lines and those that begin with `#` do not count. */
function patternsOf(scope: Scope, path: string, at: number): Parsed<readonly Pattern[]> {
  const content = scope.readFile(path);
  if (content === undefined) {
    return fatal(at, "ERR_CONFIG_REFERENCE", {
      fr: `Le fichier de motifs "${path}" ne peut pas être lu. Créez-le ou corrigez le chemin.`,
      en: `The file of patterns "${path}" cannot be read. Create it or correct the path.`,
    });
  }
  const lines = content.split("\n").map((line) => line.replace(/^[ \t]+|[ \t\r]+$/g, ""));
  return good(lines.filter((line) => line !== "" && !line.startsWith("#")).map((text) => ({ text, at })));
}

function combine(
  expression: Expression,
  flags: Flags,
  words: readonly string[],
  first: number,
): Parsed<Criterion> {
  const name = flags.match ?? flags.implied ?? usualMatch[expression.gives];
  const matcher = matchers.get(name);
  if (!matcher) return unsupported(first, `-m ${name}`);
  const test = matcher.compile(flags.patterns, { ignoreCase: flags.ignoreCase });
  if (test.kind === "bad") return test;
  const { layer, references, samples } = expression;
  const cast = expression.gives === matcher.takes ? undefined : casts[matcher.takes];
  const isTrue = test.value;
  const holds = (view: RequestView): boolean =>
    samples(view).some((sample) => {
      const taken = cast ? cast(sample) : sample;
      return taken !== undefined && isTrue(taken);
    });
  return good({ layer, references, holds }, never(matcher, words, first));
}

function never(matcher: Matcher, words: readonly string[], first: number): readonly Trouble[] {
  if (matcher.needsNoPattern || words.length > 1) return [];
  const text = {
    fr: `"${words[0]}" n'est comparé à rien : cette condition n'est jamais vraie. Ajoutez une valeur, ou "-m found".`,
    en: `"${words[0]}" is compared with nothing: this condition is never true. Add a value, or "-m found".`,
  };
  return [{ severity: "warned", at: first, code: "ERR_CONFIG_VALUE", text }];
}
