import type { Language, Text } from "../../../agent/base/text.ts";
import type { Judgement } from "../judge.ts";
import type { Html } from "./html.ts";

export interface PageOptions {
  readonly language: Language;
  /** SHA-256 of a text, in base64: the page allows its own style sheet by it, and no other. */
  sha256(text: string): string;
}

/**
 * A part of the HTML page; its key in the table is its anchor. No body: the section is left out, its title too.
 * @example export const steps: PageSection = { title, body: ({ steps }, { language }) => html`<ol>…</ol>` }
 */
export interface PageSection {
  readonly title: Text;
  body(judgement: Judgement, options: PageOptions): Html | undefined;
}
