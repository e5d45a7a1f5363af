import type { Converter } from "../fetch.ts";
import { lowerCase } from "../sample.ts";

/** Converters from text to text, or to its length. */
export const textConverters: readonly Converter[] = [
  { name: "lower", takes: "text", gives: "text", convert: (text) => lowerCase(text as string) },
  {
    name: "upper",
    takes: "text",
    gives: "text",
    convert: (text) => (text as string).replace(/[a-z]+/g, (letters) => letters.toUpperCase()),
  },
  { name: "length", takes: "text", gives: "number", convert: (text) => (text as string).length },
  {
    name: "field",
    takes: "text",
    gives: "text",
    parameters: ["number", "text"],
    required: 2,
    refuses: ([index = ""]) => (Number(index) === 0 ? index : undefined),
    convert: (text, [index = "1", separators = ""]) => field(text as string, Number(index), separators),
  },
];

/** The n-th part between any of the separators; from the end when n is negative. */
function field(text: string, index: number, separators: string): string | undefined {
  const parts: string[] = [""];
  for (const character of text) {
    if (separators.includes(character)) parts.push("");
    else parts.push(`${parts.pop()}${character}`);
  }
  return parts.at(index > 0 ? index - 1 : index);
}
