import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Mutant } from "./list.ts";

/** The file's text before and after. Throws when the patch does not apply exactly once. */
export function mutate(root: string, { name, file, find, replace }: Mutant) {
  const source = readFileSync(join(root, file), "utf8");
  const places = source.split(find).length - 1;
  if (places !== 1)
    throw new Error(`${name}: its place is found ${places} times in ${file}; adapt bench/mutant/list.ts`);
  return { source, mutated: source.replace(find, () => replace) };
}
