import type { Word } from "./lexer.ts";
import type { Report } from "./report.ts";

/** The words of a line, one after another. */
export class WordQueue {
  readonly #words: Word[];
  last: Word;

  constructor(words: readonly [Word, ...Word[]]) {
    this.#words = [...words];
    this.last = words[0];
  }

  next(): Word | undefined {
    const word = this.#words.shift();
    if (word !== undefined) this.last = word;
    return word;
  }

  get ahead(): Word | undefined {
    return this.#words[0];
  }

  /** The whole number behind an option, in the notations of strtoul(3). Undefined, and reported: none. */
  number(report: Report): number | undefined {
    const option = this.last;
    const word = this.next();
    const value = word === undefined ? undefined : wholeNumber(word.text);
    if (value === undefined) reportNoNumber(word ?? option, option, report);
    return value;
  }
}

export function wholeNumber(text: string): number | undefined {
  return /^(0[xX][\da-fA-F]+|\d+)$/.test(text) ? Number(text) : undefined;
}

/** `24`, `0x10/0xff`: two numbers of 32 bits. */
export function pair(text: string): readonly [number, number | undefined] | undefined {
  const [first = "", second] = text.split("/");
  const one = wholeNumber(first);
  const two = second === undefined ? undefined : wholeNumber(second);
  return one === undefined || (second !== undefined && two === undefined) ? undefined : [one, two];
}

/** `realms`: where to, or from and to in the upper and the lower 16 bits. Undefined: they are none. */
export function realmsOf(text: string): number | undefined {
  const [first, second] = pair(text) ?? [];
  return first === undefined || second === undefined ? first : first * 0x10000 + second;
}

/** Tables by the names that every machine has; others are looked up in rt_tables where the daemon runs. */
const tables: Readonly<Record<string, number>> = { default: 253, main: 254, local: 255 };

export function tableOf({ text }: Word): number | string {
  return wholeNumber(text) ?? tables[text] ?? text;
}

export function reportDropped(
  at: Word,
  kind: "route" | "rule",
  report: Report,
  why: { fr: string; en: string },
) {
  const [thing, chose] = kind === "route" ? ["route", "route"] : ["rule", "règle"];
  report.mistake(at, "ERR_CONFIG_VALUE", {
    fr: `${why.fr} : keepalived saute cette ${chose}.`,
    en: `${why.en}: keepalived skips this ${thing}.`,
  });
  return undefined;
}

function reportNoNumber(at: Word, option: Word, report: Report): void {
  report.mistake(at, "ERR_CONFIG_VALUE", {
    fr: `"${option.text}" doit être suivi d'un nombre entier : keepalived l'ignore.`,
    en: `"${option.text}" must be followed by a whole number: keepalived ignores it.`,
  });
}
