import { trimBlanks } from "../../http/head.ts";
import type { Fetch } from "../fetch.ts";
import type { RequestView } from "../view.ts";
import { fieldValues } from "./header.ts";

const textSuffixes = ["beg", "dir", "dom", "end", "len", "reg", "sub"] as const;

/** The cookies that a client sends. */
export const cookieFetches: readonly Fetch[] = [
  { ...row("cook"), suffixes: textSuffixes },
  row("req.cook"),
  {
    name: "req.cook_cnt",
    gives: "number",
    layer: "request",
    parameters: ["text"],
    required: 1,
    samples: (view, [name = ""]) => [cookies(view, name).length],
  },
];

function row(name: string): Fetch {
  return {
    name,
    gives: "text",
    layer: "request",
    parameters: ["text"],
    required: 1,
    single: "last",
    samples: (view, [cookie = ""]) => cookies(view, cookie),
  };
}

function cookies({ head }: RequestView, name: string): readonly string[] {
  if (!head) return [];
  const values: string[] = [];
  for (const field of fieldValues(head, "cookie")) {
    const parts = field.split(/[;,]/);
    for (const [index, part] of parts.entries()) {
      const equals = part.indexOf("=");
      if (equals < 0 || trimBlanks(part.slice(0, equals)) !== name) continue;
      const value = trimBlanks(part.slice(equals + 1));
      // As the original: nothing at the very end is no value.
      if (value !== "" || index < parts.length - 1) values.push(value);
    }
  }
  return values;
}
