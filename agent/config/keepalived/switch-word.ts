import type { Word } from "./lexer.ts";

/** `on`, `off` and their kin, keepalived.conf(5) "PARAMETER SYNTAX"; without a word: on. Undefined: neither. */
export function readSwitch(word: Word | undefined): boolean | undefined {
  const text = word?.text.toLowerCase() ?? "on";
  if (["on", "true", "yes"].includes(text)) return true;
  return ["off", "false", "no"].includes(text) ? false : undefined;
}
