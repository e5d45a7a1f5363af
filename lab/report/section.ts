import type { Language, Text } from "../../agent/base/text.ts";
import type { Judgement } from "./judge.ts";

/** Colours; the identity where there is no terminal or NO_COLOR is set. */
export type Paint = (style: "bold" | "dim" | "green" | "red" | "yellow" | "cyan", text: string) => string;

export interface ReportOptions {
  readonly language: Language;
  readonly paint: Paint;
  /** Where the results lie. */
  readonly places: readonly { readonly name: Text; readonly path: string }[];
}

/**
 * A part of the report on the terminal. No lines: the section is left out, its title too.
 * @example export const steps: Section = { title, lines: ({ steps }, { language }) => steps.map(…) }
 */
export interface Section {
  readonly title: Text;
  lines(judgement: Judgement, options: ReportOptions): readonly string[];
}
