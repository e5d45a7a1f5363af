import type { Matcher } from "../match.ts";
import { fatal, good } from "../trouble.ts";

/** Comparisons of bytes; the patterns are hexadecimal. */
export const binaryMatchers: readonly Matcher[] = [
  {
    name: "bin",
    takes: "binary",
    compile: (patterns) => {
      const places = new Map<string, number>();
      for (const [index, { text, at }] of patterns.entries()) {
        const bytes = fromHex(text);
        if (bytes === undefined) {
          return fatal(at, "ERR_CONFIG_VALUE", {
            fr: `"${text}" n'est pas hexadécimal : deux chiffres de 0 à f pour chaque octet.`,
            en: `"${text}" is not hexadecimal: two digits from 0 to f for each byte.`,
          });
        }
        if (!places.has(bytes)) places.set(bytes, index);
      }
      return good((sample) => places.get(sample as string) ?? -1);
    },
  },
];

/** The bytes of a hexadecimal text, one character each. */
export function fromHex(text: string): string | undefined {
  if (text.length % 2 === 1 || !/^[0-9a-fA-F]*$/.test(text)) return undefined;
  return text.replace(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16)));
}
