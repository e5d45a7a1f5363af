import type { Language } from "../../../agent/base/text.ts";
import type { Verdict } from "../../check/check.ts";
import { verdictSigns, verdictWords } from "../verdict.ts";
import { type Html, html } from "./html.ts";

/** Sign and word: colour says nothing alone. */
export function mark(verdict: Verdict, language: Language): Html {
  const word = verdictWords[verdict][language];
  return html`<span class="mark ${verdict}"><span aria-hidden="true">${verdictSigns[verdict]}</span> ${word}</span>`;
}
