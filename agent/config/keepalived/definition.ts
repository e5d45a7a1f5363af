import { type Mapped, replaced } from "./source-line.ts";

/** `$NAME=VALUE`: keepalived.conf(5), "Parameter substitution". A value of several lines holds line feeds. */
export type Definitions = ReadonlyMap<string, string>;

/** A definition that names itself would grow without end. */
const mostReplacements = 1000;

const definition = /^\$([A-Za-z_]\w*)=\s*(.*)$/s;
/** `${NAME}` anywhere; `$NAME` before a blank or the end. */
const use = /\$\{([A-Za-z_]\w*)\}|\$([A-Za-z_]\w*)(?=\s|$)/g;

export function readDefinition(text: string): { readonly name: string; readonly value: string } | undefined {
  const [, name, value] = definition.exec(text) ?? [];
  return name === undefined || value === undefined ? undefined : { name, value: value.trimEnd() };
}

/** The line with every known name replaced, what came in by it too. Undefined: it has no end. */
export function substitute(line: Mapped, definitions: Definitions): Mapped | undefined {
  let result = line;
  for (let count = 0; count < mostReplacements; count++) {
    const found = [...result.text.matchAll(use)].find((match) => definitions.has(nameOf(match)));
    if (found === undefined) return result;
    const value = definitions.get(nameOf(found)) ?? "";
    result = replaced(result, found.index, found.index + found[0].length, value);
  }
  return undefined;
}

function nameOf([, braced, bare]: RegExpMatchArray): string {
  return braced ?? bare ?? "";
}
