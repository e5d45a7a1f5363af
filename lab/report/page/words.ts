import type { Language } from "../../../agent/base/text.ts";
import { duration } from "../../check/words.ts";

export function optional(ms: number | null, language: Language): string {
  return ms === null ? "–" : duration(ms, language);
}

export function range(ms: readonly [number, number] | null, language: Language): string {
  return ms === null ? "–" : `${duration(ms[0], language)} – ${duration(ms[1], language)}`;
}

/** `+2976.3`, `−410,4`. */
export function milliseconds(ms: number, language: Language): string {
  const size = Math.abs(ms).toFixed(1);
  const sign = ms > 0 ? "+" : ms < 0 ? "−" : "";
  return `${sign}${language === "fr" ? size.replace(".", ",") : size}`;
}

/** A sentence in which no mark stands alone at a line's begin: French puts a space before some, and into its quotes. */
export function prose(text: string): string {
  return text.replace(/ (?=[:;?!»])/g, "\u00a0").replace(/(?<=«) /g, "\u00a0");
}
