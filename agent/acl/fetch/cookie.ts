import { trimBlanks } from "../../http/head.ts";
import type { Arguments, Fetch, Finder } from "../fetch.ts";
import { casts, type SampleKind } from "../sample.ts";
import type { RequestView } from "../view.ts";
import { fieldValues } from "./header.ts";
import { textSuffixes } from "./row.ts";

type Values = (view: RequestView, name: string) => readonly string[];

/** The cookies that a client sends, and those that a server sets. */
export const cookieFetches: readonly Fetch[] = [
  ...["cook", "req.cook"].flatMap((name) => rowsOf(name, "request", cookies)),
  ...["scook", "res.cook"].flatMap((name) => rowsOf(name, "response", setCookies)),
];

function rowsOf(name: string, layer: Fetch["layer"], values: Values): readonly Fetch[] {
  return [
    { ...row(name, "text", layer, values), ...(name.includes(".") ? {} : { suffixes: textSuffixes }) },
    row(`${name}_val`, "number", layer, values),
    {
      name: `${name}_cnt`,
      gives: "number",
      layer,
      parameters: ["text"],
      compile: ([cookie = ""]) => ({ one: (view) => values(view, cookie).length }),
    },
  ];
}

function row(name: string, gives: SampleKind, layer: Fetch["layer"], values: Values): Fetch {
  const cast = casts[gives];
  const compile = ([cookie = ""]: Arguments): Finder => ({
    one: (view) => {
      // Of all cookies the first, of one name the last.
      const value = values(view, cookie).at(cookie === "" ? 0 : -1);
      return value === undefined ? undefined : cast(value);
    },
    some: (view, test) => {
      for (const value of values(view, cookie)) {
        const sample = cast(value);
        if (sample !== undefined && test(sample)) return true;
      }
      return false;
    },
  });
  return { name, gives, layer, parameters: ["text"], compile };
}

/** Without a name, all of them. */
function cookies({ head }: RequestView, name: string): readonly string[] {
  if (!head) return [];
  const values: string[] = [];
  for (const field of fieldValues(head, "cookie")) {
    const parts = field.split(/[;,]/);
    for (const [index, part] of parts.entries()) {
      const equals = part.indexOf("=");
      if (equals < 0 || (name !== "" && trimBlanks(part.slice(0, equals)) !== name)) continue;
      const value = trimBlanks(part.slice(equals + 1));
      // As the original: nothing at the very end is no value.
      if (value !== "" || index < parts.length - 1) values.push(value);
    }
  }
  return values;
}

/** Of each field its first pair; what follows are the cookie's attributes. */
function setCookies({ transaction }: RequestView, name: string): readonly string[] {
  const response = transaction?.response;
  if (!response) return [];
  const values: string[] = [];
  for (const field of fieldValues(response, "set-cookie")) {
    const [pair = ""] = field.split(";", 1);
    const equals = pair.indexOf("=");
    if (equals >= 0 && (name === "" || trimBlanks(pair.slice(0, equals)) === name)) {
      values.push(trimBlanks(pair.slice(equals + 1)));
    }
  }
  return values;
}
