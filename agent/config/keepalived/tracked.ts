import type { Statement } from "./keyword.ts";
import type { Word } from "./lexer.ts";
import { readNumber } from "./number.ts";
import type { Report } from "./report.ts";
import type { Tracked } from "./track-config.ts";

type Weight = Pick<Tracked, "weight" | "reverse">;

/** What stands behind a tracked name: `weight NUMBER [reverse|noreverse]`, or nothing. */
export function readTrackedWeight(
  { values }: Statement,
  otherwise: Weight,
  list: string,
  report: Report,
): Weight {
  const [option, value, direction] = values;
  const { weight: usual, reverse } = otherwise;
  if (option === undefined) return { weight: usual, reverse };
  if (option.text !== "weight") {
    report.mistake(option, "ERR_CONFIG_KEYWORD", {
      fr: `"${option.text}" n'est pas une option de ${list} : keepalived l'ignore. Seule "weight NOMBRE" est possible.`,
      en: `"${option.text}" is not an option of ${list}: keepalived ignores it. Only "weight NUMBER" is possible.`,
    });
    return { weight: usual, reverse };
  }
  const range = { keyword: "weight", minimum: -253, maximum: 253, otherwise: String(usual) };
  if (value === undefined) reportNoWeight(option, report);
  const weight = (value && readNumber(value, range, report)) ?? usual;
  return { weight, reverse: readDirection(direction, report) ?? reverse };
}

/** `reverse`, `noreverse`, or nothing. */
export function readDirection(word: Word | undefined, report: Report): boolean | undefined {
  if (word === undefined) return undefined;
  if (word.text === "reverse" || word.text === "noreverse") return word.text === "reverse";
  report.mistake(word, "ERR_CONFIG_KEYWORD", {
    fr: `Derrière un poids, keepalived ne connaît que "reverse" et "noreverse" : il ignore "${word.text}".`,
    en: `Behind a weight keepalived knows only "reverse" and "noreverse": it ignores "${word.text}".`,
  });
  return undefined;
}

/** The same thing twice in a list: the original keeps the first. */
export function reportTrackedTwice(name: Word, list: string, report: Report): void {
  report.mistake(name, "ERR_CONFIG_DUPLICATE", {
    fr: `"${name.text}" est déjà dans ${list} : keepalived ignore cette ligne.`,
    en: `"${name.text}" is in ${list} already: keepalived ignores this line.`,
  });
}

function reportNoWeight(option: Word, report: Report): void {
  report.mistake(option, "ERR_CONFIG_VALUE", {
    fr: "\"weight\" n'est suivi d'aucun nombre : keepalived ignore la ligne.",
    en: 'There is no number behind "weight": keepalived ignores the line.',
  });
}
