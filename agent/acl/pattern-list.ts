import type { Lookup, Matcher, MatchOptions } from "./match.ts";

/** A pattern of a list, and the value that a map has for it. */
export interface ListEntry {
  readonly id: number;
  readonly pattern: string;
  readonly value: string;
}

/** Patterns that may change while the balancer runs: a file's, or those of one `acl` line. */
export class PatternList {
  readonly id: number;
  /** The file's name; empty where the patterns stand in the line itself. */
  readonly file: string;
  readonly isMap: boolean;
  /** Where it is used, as `show acl` tells it. */
  readonly uses: string[] = [];
  /** Counts the changes: whoever compiled the patterns looks whether it still is the same. */
  version = 0;
  #entries: ListEntry[];
  #nextId = 1;

  constructor(id: number, facts: { readonly file: string; readonly isMap: boolean }) {
    this.id = id;
    this.file = facts.file;
    this.isMap = facts.isMap;
    this.#entries = [];
  }

  get entries(): readonly ListEntry[] {
    return this.#entries;
  }

  add(pattern: string, value = ""): void {
    this.#entries.push({ id: this.#nextId++, pattern, value });
    this.version++;
  }

  /** Every entry of this pattern (or, with `#`, of this number); gives whether there was one. */
  remove(pattern: string): boolean {
    return this.#change((entries) => entries.filter((entry) => !isMeant(entry, pattern)));
  }

  set(pattern: string, value: string): boolean {
    return this.#change((entries) =>
      entries.map((entry) => (isMeant(entry, pattern) ? { ...entry, value } : entry)),
    );
  }

  clear(): void {
    this.#entries = [];
    this.version++;
  }

  #change(change: (entries: readonly ListEntry[]) => ListEntry[]): boolean {
    const changed = change(this.#entries);
    const known =
      changed.length !== this.#entries.length || changed.some((entry, at) => entry !== this.#entries[at]);
    this.#entries = changed;
    if (known) this.version++;
    return known;
  }
}

function isMeant(entry: ListEntry, pattern: string): boolean {
  return pattern.startsWith("#") ? `#${entry.id}` === pattern : entry.pattern === pattern;
}

/** A lookup that follows the changes of its list; a pattern that cannot be read leaves the others as they were. */
export function followedLookup(
  list: PatternList,
  matcher: Matcher,
  options: MatchOptions,
  first?: Lookup,
): Lookup {
  let [version, lookup] = [first ? list.version : -1, first ?? ((() => -1) as Lookup)];
  return (sample) => {
    if (version !== list.version) {
      const all = list.entries.map(({ pattern }) => ({ text: pattern, at: 0 }));
      const compiled = matcher.compile(all, options);
      if (compiled.kind === "good") lookup = compiled.value;
      version = list.version;
    }
    return lookup(sample);
  };
}
