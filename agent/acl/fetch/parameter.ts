import type { Fetch } from "../fetch.ts";
import type { RequestView } from "../view.ts";
import { queryOf } from "./line.ts";

const textSuffixes = ["beg", "dir", "dom", "end", "len", "reg", "sub"] as const;

/** The parameters of the query, as they are written: `%20` stays. */
export const parameterFetches: readonly Fetch[] = [
  { ...row("urlp"), suffixes: textSuffixes },
  row("url_param"),
];

function row(name: string): Fetch {
  return {
    name,
    gives: "text",
    layer: "request",
    parameters: ["text"],
    samples: (view, [parameter = ""]) => parameterValues(view, parameter),
  };
}

/** Without a name, all of them. */
export function parameterValues({ head }: RequestView, name: string): readonly string[] {
  const query = head && queryOf(head);
  if (query === undefined) return [];
  const found: string[] = [];
  // As the original: a second question mark separates as well.
  for (const part of query.split(/[&;?]/)) {
    const equals = part.indexOf("=");
    if (equals >= 0 && (name === "" || part.slice(0, equals) === name)) found.push(part.slice(equals + 1));
  }
  return found;
}
