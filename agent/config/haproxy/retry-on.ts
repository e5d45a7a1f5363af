import { didYouMean } from "../../base/nearest.ts";
import { type ProxyContext, refuse, wordAt } from "./keyword.ts";

export const retryReasons = [
  "conn-failure",
  "empty-response",
  "junk-response",
  "response-timeout",
  "0rtt-rejected",
  "401",
  "403",
  "404",
  "408",
  "425",
  "500",
  "501",
  "502",
  "503",
  "504",
] as const;
export type RetryReason = (typeof retryReasons)[number];

/** What `all-retryable-errors` stands for: manual §4.2. */
const retryable: readonly RetryReason[] = [
  "conn-failure",
  "empty-response",
  "junk-response",
  "response-timeout",
  "0rtt-rejected",
  "500",
  "502",
  "503",
  "504",
];

/** `retry-on REASON…`, `retry-on none`. */
export function readRetryOn(context: ProxyContext): void {
  const words = context.words.slice(1).map(({ text }) => text);
  const reasons = new Set<RetryReason>();
  if (words.length === 0) refuseEmpty(context);
  for (const [index, word] of words.entries()) {
    const reason = retryReasons.find((name) => name === word);
    if (word === "none" && words.length > 1) refuseNone(context, index + 1);
    else if (word === "all-retryable-errors") for (const each of retryable) reasons.add(each);
    else if (reason) reasons.add(reason);
    else if (word !== "none") refuseWord(context, index + 1);
  }
  context.proxy.retryOn = reasons;
}

function refuseEmpty(context: ProxyContext): void {
  refuse(context, 1, "ERR_CONFIG_VALUE", {
    fr: '"retry-on" attend au moins une raison, par exemple "retry-on conn-failure 503".',
    en: '"retry-on" expects at least one reason, for example "retry-on conn-failure 503".',
  });
}

function refuseNone(context: ProxyContext, index: number): void {
  refuse(context, index, "ERR_CONFIG_VALUE", {
    fr: '"retry-on none" va seul. Retirez "none" ou les autres mots.',
    en: '"retry-on none" stands alone. Remove "none" or the other words.',
  });
}

function refuseWord(context: ProxyContext, index: number): void {
  const word = wordAt(context, index);
  const names = [...retryReasons, "all-retryable-errors", "none"];
  const hint = didYouMean(word, names);
  refuse(context, index, "ERR_CONFIG_VALUE", {
    fr: `"retry-on ${word}" n'existe pas.${hint.fr} Valeurs : ${names.join(", ")}.`,
    en: `"retry-on ${word}" does not exist.${hint.en} Values: ${names.join(", ")}.`,
  });
}
