import type { Place } from "../../base/problem.ts";
import { type LineContext, refuse, wordAt } from "./keyword.ts";

/** Refuses a second section of a name; true where there is none. */
export function isFirst(
  context: LineContext,
  name: string,
  others: readonly (Place & { readonly name: string })[],
): boolean {
  const twin = others.find((other) => other.name === name);
  if (!twin) return true;
  const kind = wordAt(context, 0);
  refuse(context, 1, "ERR_CONFIG_DUPLICATE", {
    fr: `"${kind} ${name}" existe déjà à la ligne ${twin.line}. Donnez un autre nom à l'un des deux.`,
    en: `"${kind} ${name}" exists already at line ${twin.line}. Give one of the two another name.`,
  });
  return false;
}
