import { didYouMean } from "../../../base/nearest.ts";
import { type ProxyContext, refuse, wordAt } from "../keyword.ts";

/** A word that has no place in `tcp-check expect` and the like; gives undefined. */
export function refuseCheckWord(
  context: ProxyContext,
  index: number,
  candidates: readonly string[],
): undefined {
  const word = wordAt(context, index);
  const hint = didYouMean(word, candidates);
  const list = candidates.length > 0 ? ` (${candidates.join(", ")})` : "";
  const where = `${wordAt(context, 0)} ${wordAt(context, 1)}`;
  refuse(context, index, "ERR_CONFIG_KEYWORD", {
    fr: `"${word}" n'a pas sa place dans "${where}"${list}.${hint.fr}`,
    en: `"${word}" has no place in "${where}"${list}.${hint.en}`,
  });
  return undefined;
}

/** The line ends where a value should stand; gives undefined. */
function refuseCheckEnd(context: ProxyContext, index: number): undefined {
  const what = context.words
    .slice(0, Math.min(index, 4))
    .map(({ text }) => text)
    .join(" ");
  refuse(context, index, "ERR_CONFIG_VALUE", {
    fr: `"${what}" attend une valeur.`,
    en: `"${what}" expects a value.`,
  });
  return undefined;
}

/** The word behind `index`; refused where there is none. */
export function neededAt(context: ProxyContext, index: number): string | undefined {
  const value = wordAt(context, index);
  return value === "" ? refuseCheckEnd(context, index) : value;
}
