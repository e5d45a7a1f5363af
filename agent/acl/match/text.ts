import type { Matcher, MatchOptions, Pattern, Test } from "../match.ts";
import { lowerCase, type Sample } from "../sample.ts";
import { good } from "../trouble.ts";

/** Comparisons of texts. `dir` and `dom` look for whole parts between separators. */
export const textMatchers: readonly Matcher[] = [
  { name: "str", takes: "text", compile: compileEqual },
  some("beg", (text, pattern) => text.startsWith(pattern)),
  some("end", (text, pattern) => text.endsWith(pattern)),
  some("sub", (text, pattern) => text.includes(pattern)),
  some("dir", (text, pattern) => holdsPart(text, pattern, "/?")),
  some("dom", (text, pattern) => holdsPart(text, pattern, "/?.:")),
];

function compileEqual(patterns: readonly Pattern[], options: MatchOptions): ReturnType<Matcher["compile"]> {
  const wanted = new Set(prepared(patterns, options));
  return good(onText(options, (text) => wanted.has(text)));
}

function some(name: string, holds: (text: string, pattern: string) => boolean): Matcher {
  const compile: Matcher["compile"] = (patterns, options) => {
    const wanted = prepared(patterns, options);
    return good(onText(options, (text) => wanted.some((pattern) => holds(text, pattern))));
  };
  return { name, takes: "text", compile };
}

function prepared(patterns: readonly Pattern[], { ignoreCase }: MatchOptions): readonly string[] {
  return patterns.map(({ text }) => (ignoreCase ? lowerCase(text) : text));
}

function onText({ ignoreCase }: MatchOptions, holds: (text: string) => boolean): Test {
  return ignoreCase
    ? (sample: Sample) => holds(lowerCase(sample as string))
    : (sample: Sample) => holds(sample as string);
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
