import { PatternList } from "./pattern-list.ts";

/** All lists of patterns of a configuration, by number and, where they come from a file, by its name. */
export class PatternRegistry {
  readonly #lists: PatternList[] = [];

  get lists(): readonly PatternList[] {
    return this.#lists;
  }

  /** Patterns that stand in a line. */
  inLine(use: string): PatternList {
    return this.#new({ file: "", isMap: false }, use);
  }

  /** The list of a file, which all who name it share; undefined when it cannot be read. */
  ofFile(
    file: string,
    isMap: boolean,
    { readFile, use }: { readonly readFile: (path: string) => string | undefined; readonly use: string },
  ): PatternList | undefined {
    const known = this.#lists.find((list) => list.file === file && list.isMap === isMap);
    if (known) {
      known.uses.push(use);
      return known;
    }
    const content = readFile(file);
    if (content === undefined) return undefined;
    const list = this.#new({ file, isMap }, use);
    for (const line of linesOf(content)) {
      const [, pattern = line, value = ""] = (isMap && /^(\S+)[ \t]*(.*)$/s.exec(line)) || [];
      list.add(pattern, value);
    }
    return list;
  }

  /** A list by `#NUMBER` or by its file's name. */
  named(name: string, isMap: boolean): PatternList | undefined {
    return this.#lists.find(
      (list) => list.isMap === isMap && (name.startsWith("#") ? `#${list.id}` === name : list.file === name),
    );
  }

  #new(facts: { readonly file: string; readonly isMap: boolean }, use: string): PatternList {
    const list = new PatternList(this.#lists.length, facts);
    list.uses.push(use);
    this.#lists.push(list);
    return list;
  }
}

/** One pattern a line; empty lines and those that begin with `#` do not count. */
function linesOf(content: string): readonly string[] {
  const lines = content.split("\n").map((line) => line.replace(/^[ \t]+|[ \t\r]+$/g, ""));
  return lines.filter((line) => line !== "" && !line.startsWith("#"));
}
