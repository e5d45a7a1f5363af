import { type RequestHead, trimBlanks } from "../../http/head.ts";
import type { Arguments, Fetch } from "../fetch.ts";
import { casts, type Sample, type SampleKind } from "../sample.ts";
import type { RequestView } from "../view.ts";

const textSuffixes = ["beg", "dir", "dom", "end", "len", "reg", "sub"] as const;
/** NAME and which of several, counted from 1, or from the last with −1. */
const parameters = ["text", "number"] as const;

type Reader = (head: RequestHead, name: string) => readonly string[];

/** Headers. A comma separates values, but not in `fhdr`; every name is there with and without `req.`. */
export const headerFetches: readonly Fetch[] = [
  { ...row("hdr", "text", fieldMembers), suffixes: textSuffixes },
  row("req.hdr", "text", fieldMembers),
  row("req.fhdr", "text", fieldValues),
  row("hdr_ip", "address", fieldMembers),
  row("req.hdr_ip", "address", fieldMembers),
  row("hdr_val", "number", fieldMembers),
  row("req.hdr_val", "number", fieldMembers),
  count("hdr_cnt", fieldMembers),
  count("req.hdr_cnt", fieldMembers),
  count("req.fhdr_cnt", fieldValues),
];

function row(name: string, gives: SampleKind, read: Reader): Fetch {
  const samples = (view: RequestView, args: Arguments): readonly Sample[] => {
    if (!view.head) return [];
    const found = chosen(read(view.head, args[0] ?? ""), Number(args[1] ?? 0));
    return gives === "text" ? found : found.flatMap((text) => casts[gives](text) ?? []);
  };
  return { name, gives, layer: "request", parameters, required: 1, single: "last", samples };
}

function count(name: string, read: Reader): Fetch {
  return {
    name,
    gives: "number",
    layer: "request",
    parameters: ["text"],
    required: 1,
    samples: ({ head }, [header = ""]) => (head ? [read(head, header).length] : []),
  };
}

function chosen(values: readonly string[], occurrence: number): readonly string[] {
  if (occurrence === 0) return values;
  const value = values.at(occurrence > 0 ? occurrence - 1 : occurrence);
  return value === undefined ? [] : [value];
}

/** Whole values of a header. */
export function fieldValues(head: RequestHead, name: string): readonly string[] {
  const wanted = name.toLowerCase();
  const values: string[] = [];
  for (const header of head.headers) if (header.name === wanted) values.push(header.value);
  return values;
}

/** Its values, those of a list one by one. */
export function fieldMembers(head: RequestHead, name: string): readonly string[] {
  const values = fieldValues(head, name);
  return values.some((value) => value.includes(",")) ? values.flatMap(members) : values;
}

/** A comma inside quotes does not separate. */
function members(value: string): readonly string[] {
  if (!value.includes('"')) return value.split(",").map(trimBlanks);
  const parts: string[] = [];
  let [start, quoted] = [0, false];
  for (let at = 0; at < value.length; at++) {
    const character = value[at];
    if (character === "\\" && quoted) at++;
    else if (character === '"') quoted = !quoted;
    else if (character === "," && !quoted) {
      parts.push(trimBlanks(value.slice(start, at)));
      start = at + 1;
    }
  }
  return [...parts, trimBlanks(value.slice(start))];
}
