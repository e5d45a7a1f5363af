import type { Problem } from "../base/problem.ts";
import { type ParseOptions, parseKeepalived } from "../config/keepalived/parse.ts";
import { byPlace } from "../config/keepalived/report.ts";
import { pairRules, rules } from "./index.ts";
import type { LintInput, Member } from "./rule.ts";

/** A file with what is known around it; not read yet. */
export interface LintSource extends Pick<LintInput, "file" | "scriptText" | "addressesOf"> {
  readonly text: string;
  readonly options?: ParseOptions;
}

/** Reads a file for the rules. */
export function lintInput({ text, options, ...known }: LintSource): LintInput {
  const { file } = known;
  return { ...parseKeepalived(text, file, options), ...known, source: text.split(/\r?\n/) };
}

/** All that is wrong with a file, in the order of its lines: what its reader finds and what the rules find. */
export function lint(input: LintInput): readonly Problem[] {
  return merged(
    input.problems,
    rules.flatMap((rule) => rule.find(input)),
    input.file,
  );
}

/** What is wrong between two files that are meant for each other. */
export function lintPair(pair: readonly [Member, Member]): readonly Problem[] {
  return pairRules.flatMap((rule) => rule.find(pair));
}

/** A rule knows more of a place than the reader: its finding takes the place of the reader's, of which the severity stays. */
function merged(read: readonly Problem[], found: readonly Problem[], file: string): readonly Problem[] {
  const key = ({ file, line, column, code }: Problem) => `${file}:${line}:${column} ${code}`;
  const places = new Set(read.map(key));
  const better = new Map(
    found.filter((problem) => places.has(key(problem))).map((each) => [key(each), each]),
  );
  const kept = read.map((problem) => {
    const finding = better.get(key(problem));
    return finding === undefined ? problem : { ...finding, severity: problem.severity };
  });
  return [...kept, ...found.filter((problem) => !places.has(key(problem)))].toSorted(byPlace(file));
}
