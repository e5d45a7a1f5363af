import type { Word } from "./lexer.ts";
import type { Report } from "./report.ts";

export interface NumberRange {
  readonly keyword: string;
  readonly minimum: number;
  readonly maximum: number;
  /** What the original goes on with: `100`, or words for the reader. */
  readonly otherwise: string;
  readonly fraction?: boolean;
}

/** The number in `word`; undefined, and reported, when it is none or outside its range. */
export function readNumber(word: Word, range: NumberRange, report: Report): number | undefined {
  const pattern = range.fraction ? /^[+-]?(\d+(\.\d*)?|\.\d+)$/ : /^[+-]?\d+$/;
  if (!pattern.test(word.text)) {
    const text = {
      fr: `"${word.text}" n'est pas un nombre${range.fraction ? "" : " entier"}. keepalived prend pour ${range.keyword} : ${range.otherwise}.`,
      en: `"${word.text}" is not a ${range.fraction ? "" : "whole "}number. For ${range.keyword} keepalived takes: ${range.otherwise}.`,
    };
    report.misspelt(word, "ERR_CONFIG_VALUE", text, digitsMeant(word.text));
    return undefined;
  }
  const value = Number(word.text);
  if (value >= range.minimum && value <= range.maximum) return value;
  report.mistake(word, "ERR_CONFIG_RANGE", {
    fr: `${range.keyword} ${word.text} est en dehors de ${range.minimum} à ${range.maximum}. keepalived prend : ${range.otherwise}.`,
    en: `${range.keyword} ${word.text} is outside ${range.minimum} to ${range.maximum}. keepalived takes: ${range.otherwise}.`,
  });
  return undefined;
}

/** `1O1` with a letter O, `l0` with a letter l: what was meant; undefined for anything else. */
function digitsMeant(text: string): string | undefined {
  if (!/^[\dOoIl]*\d[\dOoIl]*$/.test(text)) return undefined;
  return text.replace(/[Oo]/g, "0").replace(/[Il]/g, "1");
}
