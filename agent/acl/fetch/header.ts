import { type Head, type Header, onlyValue, several, trimBlanks } from "../../http/head.ts";
import type { Arguments, Fetch, Finder, Parameter } from "../fetch.ts";
import { casts, type SampleKind } from "../sample.ts";
import type { RequestView } from "../view.ts";
import { textSuffixes } from "./row.ts";

/** The values of a header; with an empty name, those of all. */
type Reader = (head: Head, name: string) => readonly string[];
type HeadOf = (view: RequestView) => Head | undefined;

const requestOf: HeadOf = ({ head }) => head;
const responseOf: HeadOf = ({ transaction }) => transaction?.response;

/** A header's name, and which of its values; 0 stands for any. */
const parameters: readonly Parameter[] = ["text", "number"];

/** Headers. A comma separates values, but not in `fhdr`; the request's are there with and without `req.`. */
export const headerFetches: readonly Fetch[] = [
  ...["hdr", "req.hdr"].flatMap((name) => rowsOf(name, "request", requestOf)),
  ...["shdr", "res.hdr"].flatMap((name) => rowsOf(name, "response", responseOf)),
  row("req.fhdr", "text", "request", fieldValues, requestOf),
  count("req.fhdr_cnt", "request", fieldValues, requestOf),
  row("res.fhdr", "text", "response", fieldValues, responseOf),
  count("res.fhdr_cnt", "response", fieldValues, responseOf),
  whole("req.hdrs", "request", requestOf, fieldLines),
  whole("res.hdrs", "response", responseOf, fieldLines),
  names("req.hdr_names", "request", requestOf),
  names("res.hdr_names", "response", responseOf),
];

function rowsOf(name: string, layer: Fetch["layer"], headOf: HeadOf): readonly Fetch[] {
  return [
    {
      ...row(name, "text", layer, fieldMembers, headOf),
      ...(name.includes(".") ? {} : { suffixes: textSuffixes }),
    },
    row(`${name}_ip`, "address", layer, fieldMembers, headOf),
    row(`${name}_val`, "number", layer, fieldMembers, headOf),
    count(`${name}_cnt`, layer, fieldMembers, headOf),
  ];
}

function row(name: string, gives: SampleKind, layer: Fetch["layer"], read: Reader, headOf: HeadOf): Fetch {
  const cast = casts[gives];
  const compile = ([written = "", place = ""]: Arguments): Finder => {
    const [header, occurrence] = [written.toLowerCase(), Number(place)];
    const values = (view: RequestView): readonly string[] => {
      const head = headOf(view);
      return head ? read(head, header) : [];
    };
    return {
      // Of several, the last.
      one: (view) => {
        const value = values(view).at(occurrence > 0 ? occurrence - 1 : occurrence || -1);
        return value === undefined ? undefined : cast(value);
      },
      some: (view, test) => {
        const head = headOf(view);
        if (!head) return false;
        const passes = (text: string): boolean => {
          const sample = gives === "text" ? text : cast(text);
          return sample !== undefined && test(sample);
        };
        // The usual case: a header that is there once, and is no list.
        const only = occurrence === 0 && header !== "" ? onlyValue(head, header) : several;
        if (only === undefined) return false;
        return only === several || only.includes(",")
          ? someOf(read(head, header), occurrence, passes)
          : passes(only);
      },
    };
  };
  return { name, gives, layer, parameters, compile };
}

function someOf(values: readonly string[], occurrence: number, test: (text: string) => boolean): boolean {
  if (occurrence !== 0) {
    const value = values.at(occurrence > 0 ? occurrence - 1 : occurrence);
    return value !== undefined && test(value);
  }
  for (const value of values) if (test(value)) return true;
  return false;
}

function count(name: string, layer: Fetch["layer"], read: Reader, headOf: HeadOf): Fetch {
  const compile = ([written = ""]: Arguments): Finder => {
    const header = written.toLowerCase();
    return {
      one: (view) => {
        const head = headOf(view);
        return head && read(head, header).length;
      },
    };
  };
  return { name, gives: "number", layer, parameters: ["text"], compile };
}

function whole(name: string, layer: Fetch["layer"], headOf: HeadOf, read: (head: Head) => string): Fetch {
  const one = (view: RequestView): string | undefined => {
    const head = headOf(view);
    return head && read(head);
  };
  return { name, gives: "text", layer, compile: () => ({ one }) };
}

function names(name: string, layer: Fetch["layer"], headOf: HeadOf): Fetch {
  const compile = ([separator = ""]: Arguments): Finder => ({
    one: (view) => {
      const head = headOf(view);
      return (
        head &&
        told(head)
          .map((header) => header.name)
          .join(separator || ",")
      );
    },
  });
  return { name, gives: "text", layer, parameters: ["text"], compile };
}

/** What is said of this hop alone has been read by then. */
function told({ headers }: Head): readonly Header[] {
  return headers.filter(({ name, value }) => name !== "connection" || !/^(close|keep-alive)$/i.test(value));
}

/** As they stand in a message, with the empty line behind them. */
function fieldLines(head: Head): string {
  let text = "";
  for (const { name, value } of told(head)) text += `${name}: ${value}\r\n`;
  return `${text}\r\n`;
}

/** Whole values of a header; the name in lower case. */
export function fieldValues(head: Head, name: string): readonly string[] {
  const values: string[] = [];
  for (const header of head.headers) if (header.name === name || name === "") values.push(header.value);
  return values;
}

/** Its values, those of a list one by one. */
export function fieldMembers(head: Head, name: string): readonly string[] {
  const values: string[] = [];
  for (const header of head.headers) {
    if (header.name !== name && name !== "") continue;
    if (header.value.includes(",")) members(header.value, values);
    else values.push(header.value);
  }
  return values;
}

/** A comma inside quotes does not separate. */
function members(value: string, parts: string[]): void {
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
  parts.push(trimBlanks(value.slice(start)));
}
