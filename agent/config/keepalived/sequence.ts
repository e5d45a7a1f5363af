/** What a line that begins with `~SEQ(…)` or `~LST(…)` repeats: one variable, and its values in turn. */
export interface Sequence {
  readonly name: string;
  readonly values: readonly string[];
  /** How long the specification is; the rest of the line is repeated. */
  readonly length: number;
}

/** More than any file needs; the original has no limit and takes the memory. */
const mostValues = 100_000;
const integer = /^[+-]?(0x[0-9a-f]+|\d+)$/i;

/** keepalived.conf(5), "Sequence blocks" and "List blocks". Undefined: the original does not understand it either. */
export function readSequence(text: string): Sequence | undefined {
  const match = /^~(SEQx?|LST)\(([^)]*)\)/.exec(text);
  const [whole = "", kind, inner = ""] = match ?? [];
  const [name = "", ...words] = inner.split(",").map((word) => word.trim());
  if (!/^[A-Za-z_]\w*$/.test(name) || words.length === 0) return undefined;
  const values = kind === "LST" ? words : readNumbers(words, kind === "SEQx" ? 16 : 10);
  return values && { name, values, length: whole.length };
}

/** `end`; `start, end`; `start, step, end`. */
function readNumbers(words: readonly string[], radix: number): readonly string[] | undefined {
  if (words.length > 3 || !words.every((word) => integer.test(word))) return undefined;
  const numbers = words.map(Number);
  const end = numbers.at(-1) ?? 0;
  const start = numbers.length > 1 ? (numbers[0] ?? 0) : end > 0 ? 1 : -1;
  const step = (numbers.length === 3 ? numbers[1] : undefined) ?? (end >= start ? 1 : -1);
  const count = Math.floor((end - start) / step) + 1;
  if (step === 0 || count < 1 || count > mostValues) return undefined;
  return Array.from({ length: count }, (_, index) => (start + index * step).toString(radix));
}
