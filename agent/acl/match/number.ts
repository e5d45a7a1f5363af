import type { Matcher, Pattern } from "../match.ts";
import { fatal, good, type Parsed } from "../trouble.ts";

interface Range {
  readonly low: number;
  readonly high: number;
}

const operators: Readonly<Record<string, (limit: number) => Range>> = {
  eq: (limit) => ({ low: limit, high: limit }),
  ge: (limit) => ({ low: limit, high: Number.POSITIVE_INFINITY }),
  gt: (limit) => ({ low: limit + 1, high: Number.POSITIVE_INFINITY }),
  le: (limit) => ({ low: Number.NEGATIVE_INFINITY, high: limit }),
  lt: (limit) => ({ low: Number.NEGATIVE_INFINITY, high: limit - 1 }),
};

/** Comparisons of numbers: `80`, `80:90`, `gt 5`. Manual §7.1.2. */
export const numberMatchers: readonly Matcher[] = [
  {
    name: "int",
    takes: "number",
    compile: (patterns) => compile(patterns, Number),
  },
  {
    name: "len",
    takes: "text",
    compile: (patterns) => compile(patterns, (sample) => (sample as string).length),
  },
];

function compile(
  patterns: readonly Pattern[],
  numberOf: (sample: unknown) => number,
): ReturnType<Matcher["compile"]> {
  const ranges = rangesOf(patterns);
  if (ranges.kind === "bad") return ranges;
  const { value } = ranges;
  return good((sample) => {
    const number = numberOf(sample);
    for (let index = 0; index < value.length; index++) {
      const range = value[index];
      if (range && number >= range.low && number <= range.high) return index;
    }
    return -1;
  });
}

/** An operator counts for all numbers behind it. */
function rangesOf(patterns: readonly Pattern[]): Parsed<readonly Range[]> {
  const ranges: Range[] = [];
  let operator = operators.eq;
  for (const { text, at } of patterns) {
    const next = operators[text];
    if (next && Object.hasOwn(operators, text)) {
      operator = next;
      continue;
    }
    const parts = /^(-?\d*)(?:(:)(-?\d*))?$/.exec(text);
    if (!parts || text === "" || text === "-") return refuse(at, text);
    const low = parts[1] === "" ? Number.NEGATIVE_INFINITY : Number(parts[1]);
    if (parts[2] === undefined) {
      const range = operator?.(low);
      if (range) ranges.push(range);
      continue;
    }
    const high = parts[3] === "" ? Number.POSITIVE_INFINITY : Number(parts[3]);
    if (high < low) return refuse(at, text);
    ranges.push({ low, high });
  }
  return good(ranges);
}

function refuse(at: number, text: string): ReturnType<typeof fatal> {
  return fatal(at, "ERR_CONFIG_VALUE", {
    fr: `"${text}" n'est pas un nombre. Écrivez 80, une plage 80:90, ou une comparaison : gt 5.`,
    en: `"${text}" is not a number. Write 80, a range 80:90, or a comparison: gt 5.`,
  });
}
