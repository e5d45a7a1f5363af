import type { Language, Text } from "../../agent/base/text.ts";
import { languages } from "../../agent/base/text.ts";

/** A sentence made in every language by the same rule. */
export function inEvery(make: (language: Language) => string): Text {
  return Object.fromEntries(languages.map((language) => [language, make(language)])) as Record<
    Language,
    string
  >;
}

/** `3.216 s` or `3,216 s`; below one second `16.3 ms`. */
export function duration(ms: number, language: Language): string {
  const text = Math.abs(ms) >= 1000 ? `${(ms / 1000).toFixed(3)} s` : `${ms.toFixed(1)} ms`;
  return decimal(text, language);
}

/** With one decimal: for sums that people follow in their heads. */
export function seconds(ms: number, language: Language): string {
  return decimal(`${(ms / 1000).toFixed(2)} s`, language);
}

/** The name of a measured fault for people: its healing has a result of its own. */
export function faultName(fault: string, language: Language): string {
  const [name = fault, healed] = fault.split(":");
  if (healed === undefined) return name;
  return language === "fr" ? `retour après ${name}` : `return from ${name}`;
}

const ways = {
  fr: (name: string) => `${name} (surveillance)`,
  en: (name: string) => `${name} (watch connection)`,
} as const;

/** The same, and whether the watch connection told the successor: such figures stand beside those of VRRP's timer. */
export function faultAndWay(fault: string, decidedBy: string | null, language: Language): string {
  const name = faultName(fault, language);
  return decidedBy === "watch" ? ways[language](name) : name;
}

export function percent(share: number, language: Language): string {
  return decimal(`${(100 * share).toFixed(1)} %`, language);
}

function decimal(text: string, language: Language): string {
  return language === "fr" ? text.replace(".", ",") : text;
}
