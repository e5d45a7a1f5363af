import type { Reference } from "./argument.ts";
import { type Expression, parseExpression, refuseName } from "./expression.ts";
import type { Fetch, Test } from "./fetch.ts";
import { type Flags, readFlags } from "./flags.ts";
import { fetches, matchers } from "./index.ts";
import { knownFetches } from "./known.ts";
import type { Lookup, Matcher, Pattern } from "./match.ts";
import { followedLookup, type PatternList } from "./pattern-list.ts";
import { casts, type SampleKind } from "./sample.ts";
import type { Scope } from "./scope.ts";
import { fatal, good, type Parsed, type Trouble, unsupported } from "./trouble.ts";
import type { RequestView } from "./view.ts";

/** One line of an ACL, or what stands between braces: a fetch, flags, patterns. */
export interface Criterion {
  readonly layer: Fetch["layer"];
  /** Of a request: still known when its response is there. */
  readonly lasts: boolean;
  /** It looks into bytes, of which more may come. */
  readonly ofBytes: boolean;
  readonly references: readonly Reference[];
  readonly holds: (view: RequestView) => boolean;
}

const usualMatch: Readonly<Record<SampleKind, string>> = {
  text: "str",
  number: "int",
  truth: "bool",
  address: "ip",
  binary: "bin",
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
  const expression = parseExpression(keyword.expression, scope, first);
  if (expression.kind === "bad") return expression;
  const flags = readPatterns(words, first, keyword.pattern);
  if (flags.kind === "bad") return flags;
  const name = flags.value.match ?? keyword.match ?? usualMatch[expression.value.gives];
  const matcher = matchers.get(name);
  if (!matcher) return unsupported(first, `-m ${name}`);
  const lookups = lookupsOf(matcher, flags.value, scope, written);
  if (lookups.kind === "bad") return lookups;
  const criterion = combine(expression.value, matcher, lookups.value);
  return good(criterion, never(matcher, words, first));
}

/** An empty word ends the line for the original, quoted or not. */
export function untilEmpty(words: readonly string[]): readonly string[] {
  const end = words.indexOf("");
  return end < 0 ? words : words.slice(0, end);
}

interface KeywordOfAcl {
  readonly expression: string;
  readonly match?: string;
  readonly pattern?: NonNullable<Fetch["pattern"]>;
}

/** Flags and patterns, these as the keyword means them. */
function readPatterns(
  words: readonly string[],
  first: number,
  meaning: KeywordOfAcl["pattern"],
): Parsed<Flags> {
  const flags = readFlags(words, first);
  if (flags.kind === "bad" || !meaning || flags.value.match) return flags;
  const patterns: Pattern[] = [];
  for (const { text, at } of flags.value.patterns) {
    const meant = meaning(text);
    if (meant === undefined) return refusePattern(text, at);
    patterns.push({ text: meant, at });
  }
  return good({ ...flags.value, patterns }, flags.troubles);
}

function refusePattern(text: string, at: number): ReturnType<typeof fatal> {
  return fatal(at, "ERR_CONFIG_VALUE", {
    fr: `"${text}" n'est pas une version comme 3.1, ni une plage comme 3.1:3.3.`,
    en: `"${text}" is no version like 3.1, nor a range like 3.1:3.3.`,
  });
}

/** `hdr_beg(host)` is the fetch `hdr(host)` with the match `beg`. */
function keywordOf(written: string): KeywordOfAcl | undefined {
  const name = /^[^(,]*/.exec(written)?.[0] ?? "";
  const fetch = fetches.get(name);
  if (fetch) return { expression: written, ...(fetch.pattern ? { pattern: fetch.pattern } : {}) };
  const [, base = "", match = ""] = /^(.*)_([a-z]+)$/.exec(name) ?? [];
  if (fetches.get(base)?.suffixes?.includes(match)) {
    return { expression: base + written.slice(name.length), match };
  }
  // Leave it to the expression to say that it is known but not done.
  return knownFetches.has(name) ? { expression: written } : undefined;
}

/** One lookup for the patterns of the line, and one for each file. */
function lookupsOf(
  matcher: Matcher,
  { patterns, files, ignoreCase }: Flags,
  scope: Scope,
  word: string,
): Parsed<readonly Lookup[]> {
  const use = `used by acl '${word}' at ${scope.place}`;
  const lookups: Lookup[] = [];
  const add = (list: PatternList, listed: readonly Pattern[]): ReturnType<Matcher["compile"]> => {
    const compiled = matcher.compile(listed, { ignoreCase });
    if (compiled.kind === "good") lookups.push(followedLookup(list, matcher, { ignoreCase }, compiled.value));
    return compiled;
  };
  for (const { text, at: place, isMap } of files) {
    const list = scope.patterns.ofFile(text, isMap, { readFile: scope.readFile, use });
    if (!list) return refuseFile(text, place);
    const compiled = add(
      list,
      list.entries.map(({ pattern }) => ({ text: pattern, at: place })),
    );
    if (compiled.kind === "bad") return compiled;
  }
  if (patterns.length > 0 || files.length === 0) {
    const list = scope.patterns.inLine(use);
    for (const { text } of patterns) list.add(text);
    const compiled = add(list, patterns);
    if (compiled.kind === "bad") return compiled;
  }
  return good(lookups);
}

function refuseFile(path: string, at: number): ReturnType<typeof fatal> {
  return fatal(at, "ERR_CONFIG_REFERENCE", {
    fr: `Le fichier de motifs "${path}" ne peut pas être lu. Créez-le ou corrigez le chemin.`,
    en: `The file of patterns "${path}" cannot be read. Create it or correct the path.`,
  });
}

function combine(expression: Expression, matcher: Matcher, lookups: readonly Lookup[]): Criterion {
  const { layer, lasts, ofBytes, references, some } = expression;
  const facts = { layer, lasts, ofBytes, references };
  const [first = () => -1] = lookups;
  const isFound: Test =
    lookups.length === 1
      ? (sample) => first(sample) >= 0
      : (sample) => lookups.some((lookup) => lookup(sample) >= 0);
  if (expression.gives === matcher.takes) return { ...facts, holds: (view) => some(view, isFound) };
  const cast = casts[matcher.takes];
  const test: Test = (sample) => {
    const taken = cast(sample);
    return taken !== undefined && isFound(taken);
  };
  return { ...facts, holds: (view) => some(view, test) };
}

function never(matcher: Matcher, words: readonly string[], first: number): readonly Trouble[] {
  if (matcher.needsNoPattern || words.length > 1) return [];
  const text = {
    fr: `"${words[0]}" n'est comparé à rien : cette condition n'est jamais vraie. Ajoutez une valeur, ou "-m found".`,
    en: `"${words[0]}" is compared with nothing: this condition is never true. Add a value, or "-m found".`,
  };
  return [{ severity: "warned", at: first, code: "ERR_CONFIG_VALUE", text }];
}
