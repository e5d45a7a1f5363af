import { didYouMean } from "../../base/nearest.ts";
import { type ProxyContext, refuse, wordAt } from "./keyword.ts";

export function refuseCheckWord(context: ProxyContext, index: number, candidates: readonly string[]): void {
  const word = wordAt(context, index);
  const hint = didYouMean(word, candidates);
  const list = candidates.length > 0 ? ` (${candidates.join(", ")})` : "";
  refuse(context, index, "ERR_CONFIG_KEYWORD", {
    fr: `"${word}" n'a pas sa place dans "http-check ${wordAt(context, 1)}"${list}.${hint.fr}`,
    en: `"${word}" has no place in "http-check ${wordAt(context, 1)}"${list}.${hint.en}`,
  });
}

export function refuseCheckEnd(context: ProxyContext, what: string): void {
  refuse(context, context.words.length, "ERR_CONFIG_VALUE", {
    fr: `"${what}" attend une valeur.`,
    en: `"${what}" expects a value.`,
  });
}
