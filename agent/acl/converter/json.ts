import type { Arguments, Conversion, Converter } from "../fetch.ts";
import type { Sample } from "../sample.ts";

const inputs = ["ascii", "utf8", "utf8s", "utf8p", "utf8ps", ""];

/** Converters to and from JSON. */
export const jsonConverters: readonly Converter[] = [
  {
    name: "json",
    takes: "text",
    gives: "text",
    parameters: ["text"],
    refuses: ([input = ""]) => (inputs.includes(input) ? undefined : input),
    compile: ([input = ""]) => {
      if (!input.startsWith("utf8")) return (text) => escaped(text as string);
      const drops = input.endsWith("s");
      return (text) => {
        const characters = utf8(text as string);
        if (!characters.includes("\ufffd")) return escaped(characters);
        return drops ? escaped(characters.replaceAll("\ufffd", "")) : undefined;
      };
    },
  },
  {
    name: "json_query",
    takes: "text",
    gives: "text",
    parameters: ["text", "text"],
    required: 1,
    refuses: ([path = "", type = ""]) =>
      /^\$/.test(path) ? (type === "" || type === "int" ? undefined : type) : path,
    compile: query,
  },
];

const short: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "/": "\\/",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/** The inside of a JSON string, in ASCII. */
function escaped(text: string): string {
  return text.replace(/[^\x20-\x7e]|["\\/]/g, (character) => {
    return short[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** Bytes, one character each, as the characters that they encode; what encodes none is the sign U+FFFD. */
function utf8(bytes: string): string {
  return new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
}

/** `json_query('$.a.b[0]')`: what stands at a place; nothing where there is none, or where the text is no JSON. */
function query([path = "", type = ""]: Arguments): Conversion {
  const steps = [...path.matchAll(/\.([^.[\]]+)|\[(\d+)\]/g)].map(([, name, index]) => name ?? Number(index));
  return (text) => {
    const found = steps.reduce<unknown>(member, parsed(text as string));
    return type === "int" ? integer(found) : sampleOf(found);
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(utf8(text));
  } catch {
    return undefined;
  }
}

function member(from: unknown, step: string | number): unknown {
  if (typeof from !== "object" || from === null) return undefined;
  return Object.hasOwn(from, step) ? Reflect.get(from, step) : undefined;
}

function integer(found: unknown): Sample | undefined {
  return typeof found === "number" ? Math.trunc(found) : undefined;
}

function sampleOf(found: unknown): Sample | undefined {
  if (typeof found === "string") return latin1(found);
  if (typeof found === "boolean") return found;
  if (typeof found === "number") return Number.isInteger(found) ? found : String(found);
  return typeof found === "object" && found !== null ? latin1(JSON.stringify(found)) : undefined;
}

/** The bytes of a text in UTF-8, one character each. */
function latin1(text: string): string {
  return String.fromCharCode(...new TextEncoder().encode(text));
}
