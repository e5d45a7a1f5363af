import { globSync, readFileSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { expandBraces, type IncludeReader } from "../../agent/config/keepalived/include.ts";
import { shownPath } from "../document/shown-path.ts";

/** Reads the files of an `include` line from beside the file; an absolute path means this machine's. */
export const readIncluded: IncludeReader = (pattern, from) => {
  const paths = expandBraces(pattern)
    .map((one) => (isAbsolute(one) ? one : join(dirname(from), one)))
    .flatMap((one) => (/[*?[]/.test(one) ? globSync(one).sort() : [one]));
  const texts = paths.map((path) => ({ file: shownPath(path), text: textOf(path) }));
  return {
    files: texts.flatMap(({ file, text }) => (text === undefined ? [] : [{ file, text }])),
    missing: texts.filter(({ text }) => text === undefined).map(({ file }) => file),
  };
};

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
