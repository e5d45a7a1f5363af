import type { Arguments, Conversion, Converter } from "../fetch.ts";
import { compileRegex } from "../regex.ts";
import { asText, lowerCase, type Sample } from "../sample.ts";
import { isVariable, readVariable } from "../variable.ts";
import type { RequestView } from "../view.ts";

/** Converters from text to text, or to what can be counted in it. */
export const textConverters: readonly Converter[] = [
  text("lower", lowerCase),
  text("upper", (value) => value.replace(/[a-z]+/g, (letters) => letters.toUpperCase())),
  text("cut_crlf", (value) => /^[^\r\n]*/.exec(value)?.[0] ?? ""),
  text("host_only", (value) =>
    value.startsWith("[") ? value.replace(/\]:\d*$/, "]") : value.replace(/:\d*$/, ""),
  ),
  { name: "port_only", takes: "text", gives: "number", compile: () => (value) => portOf(value as string) },
  { name: "length", takes: "text", gives: "number", compile: () => (value) => (value as string).length },
  trim("ltrim", (value, characters) => {
    let start = 0;
    while (start < value.length && characters.includes(value[start] ?? "")) start++;
    return value.slice(start);
  }),
  trim("rtrim", (value, characters) => {
    let end = value.length;
    while (end > 0 && characters.includes(value[end - 1] ?? "")) end--;
    return value.slice(0, end);
  }),
  {
    name: "strcmp",
    takes: "text",
    gives: "number",
    parameters: ["text"],
    required: 1,
    refuses: refuseVariable,
    compile: ([name = ""]) => compared(name, difference),
  },
  {
    name: "secure_memcmp",
    takes: "binary",
    gives: "truth",
    parameters: ["text"],
    required: 1,
    refuses: refuseVariable,
    compile: ([name = ""]) => compared(name, (value, other) => value === other),
  },
  { name: "concat", takes: "text", gives: "text", parameters: ["text", "text", "text"], compile: concat },
  {
    name: "add_item",
    takes: "text",
    gives: "text",
    parameters: ["text", "text", "text"],
    required: 2,
    compile: addItem,
  },
  {
    name: "regsub",
    takes: "text",
    gives: "text",
    parameters: ["text", "text", "text"],
    required: 2,
    refuses: ([pattern = "", , flags = ""]) =>
      compileRegex(pattern).kind === "bad" ? pattern : /^[ig]*$/.test(flags) ? undefined : flags,
    lacks: ([pattern = ""]) =>
      compileRegex(pattern).kind === "unsupported" ? `${pattern} (a regular expression of PCRE)` : undefined,
    compile: ([pattern = "", replacement = "", flags = ""]) => {
      const read = compileRegex(pattern, flags.includes("i"));
      if (read.kind !== "good") return () => undefined;
      const expression = new RegExp(
        read.expression,
        read.expression.flags + (flags.includes("g") ? "g" : ""),
      );
      return (value) => (value as string).replace(expression, (...found) => filled(replacement, found));
    },
  },
];

/** `\1` is what the first parenthesis matched, `\0` the whole. */
export function filled(replacement: string, groups: readonly unknown[]): string {
  return replacement.replace(/\\(\d|\\)/g, (_, digit: string) =>
    digit === "\\" ? "\\" : typeof groups[Number(digit)] === "string" ? String(groups[Number(digit)]) : "",
  );
}

function text(name: string, convert: (value: string) => string): Converter {
  return { name, takes: "text", gives: "text", compile: () => convert as Conversion };
}

function trim(name: string, convert: (value: string, characters: string) => string): Converter {
  return {
    name,
    takes: "text",
    gives: "text",
    parameters: ["text"],
    required: 1,
    compile:
      ([characters = ""]) =>
      (value) =>
        convert(value as string, characters),
  };
}

function portOf(value: string): number {
  const port = /^(?:\[[^\]]*\]|[^:]*):(\d+)$/.exec(value)?.[1];
  return port === undefined ? 0 : Number(port);
}

function refuseVariable([name = ""]: Arguments): string | undefined {
  return isVariable(name) ? undefined : name;
}

/** Of the first bytes that differ, or of the lengths: strcmp(3). */
function difference(value: string, other: string): number {
  for (let at = 0; at < Math.min(value.length, other.length); at++) {
    const between = value.charCodeAt(at) - other.charCodeAt(at);
    if (between !== 0) return between;
  }
  return value.length - other.length;
}

/** With the text of a variable; nothing where it is not set. */
function compared(name: string, compare: (value: string, other: string) => Sample): Conversion {
  return (value, view) => {
    const other = readVariable(view, name);
    return other === undefined ? undefined : compare(value as string, asText(other));
  };
}

function variableText(view: RequestView, name: string): string {
  const value = name === "" ? undefined : readVariable(view, name);
  return value === undefined ? "" : asText(value);
}

/** `concat(before,variable,after)`. */
function concat([before = "", name = "", after = ""]: Arguments): Conversion {
  return (value, view) => (value as string) + before + variableText(view, name) + after;
}

/** `add_item(separator,variable,after)`: the separator only where there is something on both sides. */
function addItem([separator = "", name = "", after = ""]: Arguments): Conversion {
  return (value, view) => {
    const item = variableText(view, name) || "";
    const whole = value as string;
    const added = item + (item === "" && name !== "" ? "" : after);
    return added === "" ? whole : whole === "" ? added : whole + separator + added;
  };
}
