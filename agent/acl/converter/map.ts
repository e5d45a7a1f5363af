import type { Arguments, Conversion, Converter } from "../fetch.ts";
import { matchers } from "../matchers.ts";
import { followedLookup, type PatternList } from "../pattern-list.ts";
import { compileRegex } from "../regex.ts";
import { casts, type Sample, type SampleKind } from "../sample.ts";
import type { Scope } from "../scope.ts";
import { filled } from "./text.ts";

/** What a map's values are: the end of a converter's name [T]. */
const outputs: readonly (readonly [suffix: string, gives: SampleKind])[] = [
  ["", "text"],
  ["_int", "number"],
  ["_ip", "address"],
];

/** `map(file,otherwise)`, `map_MATCH(…)`, `map_MATCH_int(…)`, `map_MATCH_ip(…)`. */
export const mapConverters: readonly Converter[] = ["", ...matchers.keys()]
  .filter((match) => !["found", "bool", "len", "bin"].includes(match))
  .flatMap((match) =>
    outputs.map(([suffix, gives]) =>
      mapConverter(`map${match && `_${match}`}${suffix}`, match || "str", gives),
    ),
  )
  .concat(mapConverter("map_regm", "reg", "text"));

function mapConverter(name: string, match: string, gives: SampleKind): Converter {
  const matcher = matchers.get(match);
  const takes = matcher?.takes ?? "text";
  const compile = ([file = "", otherwise = ""]: Arguments, scope: Scope): Conversion => {
    const list = listOf(name, file, scope);
    const missing = otherwise === "" ? undefined : casts[gives](otherwise);
    if (!list || !matcher) return () => missing;
    const lookup = followedLookup(list, matcher, { ignoreCase: false });
    const value = name === "map_regm" ? replaced : valueAt;
    return (sample) => {
      const place = lookup(sample);
      const entry = list.entries[place];
      return entry ? casts[gives](value(entry, sample)) : missing;
    };
  };
  const refuses = ([file = "", otherwise = ""]: Arguments, scope: Scope): string | undefined => {
    if (scope.readFile(file) === undefined) return file;
    if (otherwise !== "" && casts[gives](otherwise) === undefined) return otherwise;
    const values = listOf(name, file, scope)?.entries ?? [];
    return values.find(({ value }) => !isValue(value, gives))?.value;
  };
  return { name, takes, gives, parameters: ["text", "text"], required: 1, refuses, compile };
}

/** Every value of a map must be what its name promises. */
function isValue(text: string, gives: SampleKind): boolean {
  return gives === "number" ? /^-?\d+$/.test(text) : gives === "text" || casts[gives](text) !== undefined;
}

function listOf(name: string, file: string, { patterns, readFile, place }: Scope): PatternList | undefined {
  return patterns.ofFile(file, true, { readFile, use: `used by map '${name}' at ${place}` });
}

type Value = (entry: PatternList["entries"][number], sample: Sample) => string;

const valueAt: Value = ({ value }) => value;

/** `\1` in a value is what the first parenthesis of its pattern matched. */
const replaced: Value = ({ pattern, value }, sample) => {
  const read = compileRegex(pattern);
  const found = read.kind === "good" ? read.expression.exec(sample as string) : null;
  return filled(value, found ?? []);
};
