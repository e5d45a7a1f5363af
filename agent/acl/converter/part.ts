import type { Arguments, Conversion, Converter } from "../fetch.ts";

const parameters = ["number", "text", "number"] as const;
const refuseZero = ([index = ""]: Arguments): string | undefined => (Number(index) === 0 ? index : undefined);

/** Converters that take a part of a text. */
export const partConverters: readonly Converter[] = [
  {
    name: "field",
    takes: "text",
    gives: "text",
    parameters,
    required: 2,
    refuses: refuseZero,
    compile: (args) => part(args, false),
  },
  {
    name: "word",
    takes: "text",
    gives: "text",
    parameters,
    required: 2,
    refuses: refuseZero,
    compile: (args) => part(args, true),
  },
  {
    name: "bytes",
    takes: "binary",
    gives: "binary",
    parameters: ["number", "number"],
    required: 1,
    refuses: ([offset = ""]) => (Number(offset) < 0 ? offset : undefined),
    compile: ([offset = "", length = ""]) => {
      const [start, count] = [Number(offset), length === "" ? Number.POSITIVE_INFINITY : Number(length)];
      return (value) => {
        const bytes = value as string;
        if (bytes.length <= start) return undefined;
        return bytes.slice(start, start + count);
      };
    },
  },
];

/**
 * The n-th part between any of the separators, and so many parts behind it (0: all); from the end when n is negative.
 * Of words, empty parts do not count.
 */
function part([index = "1", separators = "", count = ""]: Arguments, words: boolean): Conversion {
  const [wanted, many] = [Number(index), count === "" ? 1 : Number(count)];
  return (value) => {
    const spans = spansIn(value as string, separators).filter(([from, to]) => !words || to > from);
    const first = wanted > 0 ? wanted - 1 : spans.length + wanted;
    if (!spans[first]) return undefined;
    // From the end, the parts that are taken with it stand before it.
    const last =
      many === 0 ? (wanted > 0 ? spans.length - 1 : 0) : wanted > 0 ? first + many - 1 : first - many + 1;
    const other = spans[Math.max(0, Math.min(last, spans.length - 1))] ?? spans[first];
    return (value as string).slice(Math.min(spans[first][0], other[0]), Math.max(spans[first][1], other[1]));
  };
}

function spansIn(text: string, separators: string): readonly (readonly [from: number, to: number])[] {
  const spans: [number, number][] = [];
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    if (!separators.includes(text[at] ?? "")) continue;
    spans.push([start, at]);
    start = at + 1;
  }
  spans.push([start, text.length]);
  return spans;
}
