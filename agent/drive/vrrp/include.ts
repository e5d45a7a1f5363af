import { globSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join } from "node:path";
import { expandBraces, type Included, type IncludeReader } from "../../config/keepalived/include.ts";

const wildcard = /[*?[]/;

/** Reads the files of an `include` line: relative to the including file, each pattern's matches in order of their names. */
export const readIncluded: IncludeReader = (pattern, from) => {
  const files: Included["files"][number][] = [];
  const missing: string[] = [];
  for (const one of expandBraces(pattern)) {
    for (const file of matches(isAbsolute(one) ? one : join(dirname(from), one))) {
      const text = readText(file);
      if (text === undefined) missing.push(file);
      else files.push({ file, text });
    }
  }
  return { files, missing };
};

function matches(pattern: string): readonly string[] {
  if (!wildcard.test(pattern)) return [pattern];
  // As glob(7): a name that begins with a point has to be asked for.
  const hidden = basename(pattern).startsWith(".");
  return globSync(pattern)
    .filter((file) => hidden || !basename(file).startsWith("."))
    .sort();
}

function readText(file: string): string | undefined {
  try {
    return statSync(file).isFile() ? readFileSync(file, "utf8") : undefined;
  } catch {
    return undefined;
  }
}
