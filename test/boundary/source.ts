import { globSync, readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { join, posix } from "node:path";
import { init, parse } from "es-module-lexer";

/** One import of a file. */
export interface Edge {
  /** As written: `../base/ip.ts`, `node:fs`, `zod`. Undefined where it is computed. */
  readonly specifier: string | undefined;
  /** Below the root, for relative imports: `agent/base/ip.ts`. */
  readonly target: string | undefined;
  /** It is gone when the program runs. */
  readonly isType: boolean;
}

export interface Source {
  /** Below the root: `agent/vrrp/machine.ts`. */
  readonly file: string;
  readonly edges: readonly Edge[];
}

/** Every TypeScript file below agent/ and lab/ with its imports, types and dynamic ones included. */
export async function readSources(root: string): Promise<ReadonlyMap<string, Source>> {
  await init;
  const files = globSync("{agent,lab}/**/*.ts", { cwd: root }).toSorted();
  return new Map(
    files.map((file) => [file, { file, edges: edgesOf(file, readFileSync(join(root, file), "utf8")) }]),
  );
}

function edgesOf(file: string, source: string): readonly Edge[] {
  try {
    return readEdges(file, source);
  } catch (error) {
    throw new Error(`${file} cannot be read as TypeScript`, { cause: error });
  }
}

function readEdges(file: string, source: string): readonly Edge[] {
  const values = specifiersIn(source);
  const all = [...specifiersIn(asValues(source)), ...typeQueries(source)];
  const types = all.filter((specifier) => !values.includes(specifier));
  return [
    ...values.map((specifier) => edge(file, specifier, false)),
    ...types.map((specifier) => edge(file, specifier, true)),
  ];
}

function edge(file: string, specifier: string | undefined, isType: boolean): Edge {
  const isRelative = specifier?.startsWith(".") === true;
  const target = isRelative ? posix.join(posix.dirname(file), specifier) : undefined;
  return { specifier, target, isType };
}

function specifiersIn(source: string): readonly (string | undefined)[] {
  const [imports] = parse(stripTypeScriptTypes(source));
  return imports.flatMap((one) => {
    if (one.type === "import-meta") return [];
    // A template with a hole in it could be any file.
    return one.type === "dynamic" && one.glob ? [undefined] : [one.specifier];
  });
}

/** Type imports written as value imports, so that stripping leaves them. */
function asValues(source: string): string {
  return source.replace(/^(import) type (?=[\w{*])/gm, "$1 ").replace(/^(export) type (?=[{*])/gm, "$1 ");
}

/** `import("../x.ts").Name` in the place of a type. */
function typeQueries(source: string): readonly string[] {
  return [...source.matchAll(/\bimport\("([^"]+)"\)\./g)].flatMap(([, specifier]) => specifier ?? []);
}
