import type { Arguments, Fetch, Finder } from "../fetch.ts";
import { casts, type SampleKind } from "../sample.ts";
import type { RequestView } from "../view.ts";
import { textSuffixes } from "./row.ts";
import { queryOf } from "./target.ts";

/** The parameters of the query, and those of a form in the body, as they are written: `%20` stays. */
export const parameterFetches: readonly Fetch[] = [
  { ...row("urlp", "text", ofQuery), suffixes: textSuffixes },
  row("url_param", "text", ofQuery),
  row("urlp_val", "number", ofQuery),
  row("req.body_param", "text", ofBody),
];

type Source = (view: RequestView) => string | undefined;

function row(name: string, gives: SampleKind, source: Source): Fetch {
  const cast = casts[gives];
  const compile = ([parameter = "", separator = ""]: Arguments): Finder => {
    const values = (view: RequestView): readonly string[] => valuesIn(source(view), parameter, separator);
    return {
      one: (view) => {
        const [value] = values(view);
        return value === undefined ? undefined : cast(value);
      },
      some: (view, test) => {
        for (const value of values(view)) {
          const sample = cast(value);
          if (sample !== undefined && test(sample)) return true;
        }
        return false;
      },
    };
  };
  return { name, gives, layer: "request", parameters: ["text", "text"], compile };
}

/** With another character than the question mark, what stands behind it: `;` in `/path;a=b`. */
function ofQuery({ head }: RequestView): string | undefined {
  return head && queryOf(head);
}

function ofBody({ transaction }: RequestView): string | undefined {
  return transaction?.source?.body().text;
}

/** Of a request; without a name, all of them. `inForm`: where the query has none, those of a form that is posted. */
export function parameterValues(view: RequestView, name: string, inForm = false): readonly string[] {
  const values = valuesIn(ofQuery(view), name, "");
  return inForm && values.length === 0 && view.head?.method === "POST"
    ? valuesIn(ofBody(view), name, "")
    : values;
}

function valuesIn(query: string | undefined, name: string, separator: string): readonly string[] {
  if (query === undefined) return [];
  const found: string[] = [];
  // As the original: a second question mark separates as well.
  for (const part of query.split(separator === "" ? /[&;?]/ : /[&;]/)) {
    const equals = part.indexOf("=");
    if (equals >= 0 && (name === "" || part.slice(0, equals) === name)) found.push(part.slice(equals + 1));
  }
  return found;
}
