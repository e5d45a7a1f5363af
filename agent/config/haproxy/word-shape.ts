import { endsAt, type LineContext, looseNumber, neededWord, refuse, wordAt } from "./keyword.ts";

/** What may stand behind a keyword of `global`; reports what the original refuses. */
export type Shape = (context: LineContext) => void;

/** Nothing. */
export const alone: Shape = (context) => {
  endsAt(context, 1);
};

/** The original does not look. */
export const anything: Shape = () => {};

/** One word. */
export const oneWord: Shape = (context) => {
  if (neededWord(context, 1) !== undefined) endsAt(context, 2);
};

/** A number, or what the original takes for one. */
export const number: Shape = (context) => {
  if (neededWord(context, 1) !== undefined && endsAt(context, 2)) looseNumber(context, 1, wordAt(context, 0));
};

/** A number, or nothing. */
export const numberIfAny: Shape = (context) => {
  if (endsAt(context, 2) && wordAt(context, 1) !== "") looseNumber(context, 1, wordAt(context, 0));
};

/** A number between two, both included. */
export function between(low: number, high: number): Shape {
  return (context) => {
    if (!endsAt(context, 2)) return;
    const value = Number(/^\d+/.exec(wordAt(context, 1))?.[0] ?? Number.NaN);
    if (value >= low && value <= high) return;
    refuse(context, 1, "ERR_CONFIG_RANGE", {
      fr: `"${wordAt(context, 0)}" attend un nombre de ${low} à ${high}, pas "${wordAt(context, 1)}".`,
      en: `"${wordAt(context, 0)}" expects a number from ${low} to ${high}, not "${wordAt(context, 1)}".`,
    });
  };
}

/** A number, or what the original takes for one, up to a limit. */
export function looseUpTo(high: number): Shape {
  return (context) => {
    if (neededWord(context, 1) === undefined || !endsAt(context, 2)) return;
    const value = looseNumber(context, 1, wordAt(context, 0));
    if (value >= 0 && value <= high) return;
    refuse(context, 1, "ERR_CONFIG_RANGE", {
      fr: `"${wordAt(context, 0)}" attend un nombre de 0 à ${high}, pas "${wordAt(context, 1)}".`,
      en: `"${wordAt(context, 0)}" expects a number from 0 to ${high}, not "${wordAt(context, 1)}".`,
    });
  };
}

/** One of these words. */
export function oneOf(...words: readonly string[]): Shape {
  return (context) => {
    if (!endsAt(context, 2) || words.includes(wordAt(context, 1))) return;
    refuse(context, 1, "ERR_CONFIG_VALUE", {
      fr: `"${wordAt(context, 0)}" attend ${words.join(", ")}, pas "${wordAt(context, 1)}".`,
      en: `"${wordAt(context, 0)}" expects ${words.join(", ")}, not "${wordAt(context, 1)}".`,
    });
  };
}

export const onOff = oneOf("on", "off");

/** A number of bytes without a unit, or nothing; what follows it is not looked at. */
export const size: Shape = (context) => {
  if (/^\d*$/.test(wordAt(context, 1))) return;
  refuse(context, 1, "ERR_CONFIG_VALUE", {
    fr: `"${wordAt(context, 0)}" attend un nombre d'octets sans unité, pas "${wordAt(context, 1)}".`,
    en: `"${wordAt(context, 0)}" expects a number of bytes without a unit, not "${wordAt(context, 1)}".`,
  });
};
