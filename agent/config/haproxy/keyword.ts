import type { AgentCode } from "../../base/errors.ts";
import type { Place } from "../../base/problem.ts";
import type { Text } from "../../base/text.ts";
import type { FileDraft, ProxyDraft } from "./draft.ts";
import type { Word } from "./line.ts";
import type { Report } from "./report.ts";

/** One line under work: its words, where problems go, and what it may change. */
export interface LineContext {
  readonly words: readonly Word[];
  /** `no …` stood before the words. */
  readonly negated: boolean;
  readonly report: Report;
  readonly file: FileDraft;
  /** Where the word of this index stands; the place behind the last word when there is none. */
  place(index: number): Place;
}

export interface ProxyContext extends LineContext {
  readonly proxy: ProxyDraft;
}

/**
 * A keyword of a section: one row of the section's table.
 * @example { name: "retries", side: "back", read: readRetries }
 */
export interface Keyword<Context extends LineContext = LineContext> {
  readonly name: string;
  /** Which half of a proxy it is for; the other half ignores it with a warning. */
  readonly side?: "front" | "back";
  /** Read, and without effect here: a note gives this reason. */
  readonly noted?: Text;
  /** `no …` is allowed. */
  readonly negatable?: true;
  read(context: Context): void;
}

/** Reads a line with its keyword; of one that has no effect a note says why. */
export function readKeyword<Context extends LineContext>(keyword: Keyword<Context>, context: Context): void {
  keyword.read(context);
  if (keyword.noted) noteWord(context, 0, keyword.noted);
}

/** Says of a word that it has no effect here, and why. */
export function noteWord(context: LineContext, index: number, why: Text): void {
  const name = wordAt(context, index);
  context.report.note(context.place(index), {
    fr: `"${name}" : accepté sans effet, ${why.fr}.`,
    en: `"${name}": accepted without effect, ${why.en}.`,
  });
}

/** The text of a word; empty where there is none. */
export function wordAt(context: LineContext, index: number): string {
  return context.words[index]?.text ?? "";
}

/** Reports a fatal problem at a word; `instead`: what to write in its place. */
export function refuse(
  context: LineContext,
  index: number,
  code: AgentCode,
  text: Text,
  instead?: string,
): void {
  context.report.fatal(context.place(index), code, text, instead);
}

/** The word at `index`; refused, and undefined, where there is none. */
export function neededWord(context: LineContext, index: number): string | undefined {
  const value = wordAt(context, index);
  if (value !== "") return value;
  const name = wordAt(context, index - 1);
  refuse(context, index, "ERR_CONFIG_VALUE", {
    fr: `"${name}" attend une valeur.`,
    en: `"${name}" expects a value.`,
  });
  return undefined;
}

/** Refuses words behind the last one that the keyword takes; true when there were none. */
export function endsAt(context: LineContext, count: number): boolean {
  const extra = context.words[count];
  if (extra === undefined) return true;
  refuse(context, count, "ERR_CONFIG_SYNTAX", {
    fr: `"${wordAt(context, 0)}" ne sait que faire de "${extra.text}". Retirez ce mot.`,
    en: `"${wordAt(context, 0)}" cannot handle "${extra.text}". Remove this word.`,
  });
  return false;
}

/**
 * A whole number as haproxy's `atol` reads it: the digits at the front count, the rest is dropped, none is 0.
 * A word that is not a number is a mistake that the original passes silently.
 */
export function looseNumber(context: LineContext, index: number, name: string): number {
  const text = wordAt(context, index);
  const value = Number(/^\s*[+-]?\d+/.exec(text)?.[0] ?? 0);
  if (!/^\d+$/.test(text)) {
    context.report.mistake(context.place(index), "ERR_CONFIG_VALUE", {
      fr: `"${name} ${text}" n'est pas un nombre : HAProxy lit ${value} sans rien dire. Écrivez un nombre.`,
      en: `"${name} ${text}" is not a number: HAProxy reads ${value} without a word. Write a number.`,
    });
  }
  return value;
}

/** Letters, digits and `-_.:` may stand in a name; gives the first other character. */
export function badCharacter(name: string): string | undefined {
  return /[^A-Za-z0-9_.:-]/.exec(name)?.[0];
}
