import { basename, dirname } from "node:path/posix";
import { isCore, mayUseNet, tables } from "./layout.ts";
import type { Edge, Source } from "./source.ts";

/** Looks at one file and says what is wrong with it. */
type Rule = (source: Source, all: ReadonlyMap<string, Source>) => readonly string[];

/** The boundaries of `agent` and `lab`. */
export const rules: Readonly<Record<string, Rule>> = {
  "agent does not import lab": ({ file, edges }) =>
    file.startsWith("agent/") ? targetsIn(edges, "lab/") : [],

  "lab imports only the agent's cores": ({ file, edges }) => {
    if (!file.startsWith("lab/")) return [];
    const allowed = (target: string) =>
      isCore(target) || (mayUseNet(file) && target.startsWith("agent/net/"));
    return targetsIn(edges, "agent/").filter((target) => !allowed(target));
  },

  "a core does not reach Node or koffi": ({ file, edges }, all) => {
    if (!isCore(file)) return [];
    const named = edges.flatMap(({ specifier }) => (isSystem(specifier) ? [specifier] : []));
    return [...named, ...systemReachedFrom(file, all)];
  },

  "koffi is imported in agent/net only": ({ file, edges }) =>
    file.startsWith("agent/net/")
      ? []
      : edges.flatMap(({ specifier }) => (specifier === "koffi" ? ["koffi"] : [])),

  "relative imports stay inside agent and lab": ({ edges }, all) =>
    edges.flatMap(({ target }) => (target !== undefined && !all.has(target) ? [target] : [])),

  "an import names its file": ({ edges }) =>
    edges.flatMap(({ specifier }) => (specifier === undefined ? ["a computed import"] : [])),

  "names are in kebab-case": ({ file }) =>
    file.split("/").filter((part) => !/^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.ts)?$/.test(part)),

  "no utils.ts, and index.ts only as a plugin table": ({ file }) => {
    const name = basename(file);
    if (name === "index.ts") return tables.has(dirname(file)) ? [] : [name];
    return /^(?:utils?|helpers?|misc|common-utils)\.ts$/.test(name) ? [name] : [];
  },
};

function targetsIn(edges: readonly Edge[], folder: string): readonly string[] {
  return edges.flatMap(({ target }) => (target?.startsWith(folder) ? [target] : []));
}

function isSystem(specifier: string | undefined): specifier is string {
  return specifier !== undefined && (specifier.startsWith("node:") || specifier === "koffi");
}

/** The way over other files to a system import; types are gone when the core runs. */
function systemReachedFrom(start: string, all: ReadonlyMap<string, Source>): readonly string[] {
  const seen = new Set([start]);
  const queue: (readonly string[])[] = [[start]];
  for (let way = queue.shift(); way !== undefined; way = queue.shift()) {
    const edges = all.get(way.at(-1) ?? "")?.edges.filter(({ isType }) => !isType) ?? [];
    const system = edges.find(({ specifier }) => isSystem(specifier))?.specifier;
    if (system !== undefined && way.length > 1) return [[...way.slice(1), system].join(" > ")];
    for (const { target } of edges) {
      if (target === undefined || seen.has(target)) continue;
      seen.add(target);
      queue.push([...way, target]);
    }
  }
  return [];
}
