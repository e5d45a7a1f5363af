import type { Text } from "../../base/text.ts";
import type { ValueKeyword } from "./keyword.ts";
import type { Word } from "./lexer.ts";
import type { Report } from "./report.ts";
import { readSwitch } from "./switch-word.ts";

/** A keyword of ours (`@bascule …`) that is on or off; without a word: on. */
export function ourSwitch<Draft>(set: (draft: Draft, on: boolean) => void, doc: Text): ValueKeyword<Draft> {
  return {
    kind: "value",
    words: [0, 1],
    ours: true,
    doc,
    read: (draft, { values: [word] }, report) => {
      const on = readSwitch(word);
      if (on !== undefined) set(draft, on);
      else if (word !== undefined) reportNoSwitch(word, report);
    },
  };
}

function reportNoSwitch(word: Word, report: Report): void {
  const text = {
    fr: `"${word.text}" n'est ni on ni off : la ligne est ignorée.`,
    en: `"${word.text}" is neither on nor off: the line is ignored.`,
  };
  report.mistake(word, "ERR_CONFIG_VALUE", text, 0);
}
