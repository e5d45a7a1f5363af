import type { Lookup, Matcher, MatchOptions, Pattern } from "../match.ts";
import { lowerCase } from "../sample.ts";
import { good } from "../trouble.ts";
import { prefixLookup } from "./prefix.ts";

/** Comparisons of texts. `dir` and `dom` look for whole parts between separators. */
export const textMatchers: readonly Matcher[] = [
  { name: "str", takes: "text", compile: (patterns, options) => compile(patterns, options, equalLookup) },
  { name: "beg", takes: "text", compile: (patterns, options) => compile(patterns, options, prefixLookup) },
  some("end", (text, pattern) => text.endsWith(pattern)),
  some("sub", (text, pattern) => text.includes(pattern)),
  some("dir", (text, pattern) => holdsPart(text, pattern, "/?")),
  some("dom", (text, pattern) => holdsPart(text, pattern, "/?.:")),
];

type MakeLookup = (wanted: readonly string[]) => (text: string) => number;

function compile(
  patterns: readonly Pattern[],
  { ignoreCase }: MatchOptions,
  make: MakeLookup,
): ReturnType<Matcher["compile"]> {
  const lookup = make(patterns.map(({ text }) => (ignoreCase ? lowerCase(text) : text)));
  const folded: Lookup = (sample) => lookup(lowerCase(sample as string));
  return good(ignoreCase ? folded : (lookup as Lookup));
}

/** Of two equal patterns the first counts. */
function equalLookup(wanted: readonly string[]): (text: string) => number {
  const [only] = wanted;
  if (wanted.length === 1) return (text) => (text === only ? 0 : -1);
  const places = new Map<string, number>();
  for (const [index, text] of wanted.entries()) if (!places.has(text)) places.set(text, index);
  return (text) => places.get(text) ?? -1;
}

/** The first that holds, in their order. */
function some(name: string, holds: (text: string, pattern: string) => boolean): Matcher {
  const make: MakeLookup = (wanted) => (text) => {
    for (let index = 0; index < wanted.length; index++) if (holds(text, wanted[index] ?? "")) return index;
    return -1;
  };
  return { name, takes: "text", compile: (patterns, options) => compile(patterns, options, make) };
}

/** Separators around the pattern do not count; those around what is found must be there, or its end. */
function holdsPart(text: string, pattern: string, separators: string): boolean {
  let [start, end] = [0, pattern.length];
  while (start < end && separators.includes(pattern[start] ?? "")) start++;
  while (end > start && separators.includes(pattern[end - 1] ?? "")) end--;
  const wanted = pattern.slice(start, end);
  // Separators alone name no part.
  if (wanted === "") return false;
  const isEdge = (at: number): boolean => at < 0 || at >= text.length || separators.includes(text[at] ?? "");
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    if (isEdge(at - 1) && isEdge(at + wanted.length)) return true;
  }
  return false;
}
