import type { Text } from "../../base/text.ts";
import type { ServerDraft } from "./draft.ts";
import { looseNumber, type ProxyContext, refuse, wordAt } from "./keyword.ts";
import { parseTime } from "./time.ts";

/** Reads the word at `at`; false when the line cannot be used. */
export type Reader = (context: ProxyContext, at: number, draft: ServerDraft) => boolean;

export interface ServerWord {
  readonly name: string;
  /** How many words follow it. */
  readonly takes: 0 | 1;
  /** Read, and without effect here: a note gives this reason. */
  readonly noted?: Text;
  readonly read: Reader;
}

/** A word that stands alone. */
export function flag(name: string, change: (draft: ServerDraft) => void): ServerWord {
  return {
    name,
    takes: 0,
    read: (_context, _at, draft) => {
      change(draft);
      return true;
    },
  };
}

/** A word with a time, above 0 unless said. */
export function time(name: string, keep: (draft: ServerDraft, ms: number) => void, leastMs = 1): ServerWord {
  return {
    name,
    takes: 1,
    read: (context, at, draft) => {
      const read = parseTime(wordAt(context, at + 1));
      if (read.kind === "time" && read.ms >= leastMs) {
        keep(draft, read.ms);
        return true;
      }
      refuse(context, at + 1, "ERR_CONFIG_VALUE", {
        fr: `"${name}" attend une durée${leastMs > 0 ? " plus grande que 0" : ""}, comme 2s ou 500ms, pas "${wordAt(context, at + 1)}".`,
        en: `"${name}" expects a time${leastMs > 0 ? " above 0" : ""}, like 2s or 500ms, not "${wordAt(context, at + 1)}".`,
      });
      return false;
    },
  };
}

/** A word with a whole number of at least 1. */
export function positive(name: string, keep: (draft: ServerDraft, number: number) => void): ServerWord {
  return {
    name,
    takes: 1,
    read: (context, at, draft) => {
      const number = Number(/^\d+/.exec(wordAt(context, at + 1))?.[0] ?? 0);
      if (number <= 0) return refuseRange(context, at, name, ["1", "2147483647"]);
      keep(draft, looseNumber(context, at + 1, name));
      return true;
    },
  };
}

/** A word with a whole number, read as loosely as the original does. */
export function count(name: string, keep: (draft: ServerDraft, number: number) => void): ServerWord {
  return {
    name,
    takes: 1,
    read: (context, at, draft) => {
      keep(draft, looseNumber(context, at + 1, name));
      return true;
    },
  };
}

/** A word with one of these values. */
export function choice<Value extends string>(
  name: string,
  values: readonly Value[],
  keep: (draft: ServerDraft, value: Value) => void,
): ServerWord {
  return {
    name,
    takes: 1,
    read: (context, at, draft) => {
      const written = wordAt(context, at + 1);
      const value = values.find((candidate) => candidate === written);
      if (value !== undefined) {
        keep(draft, value);
        return true;
      }
      refuse(context, at + 1, "ERR_CONFIG_VALUE", {
        fr: `"${name}" ne connaît pas "${written}". Valeurs : ${values.join(", ")}.`,
        en: `"${name}" does not know "${written}". Values: ${values.join(", ")}.`,
      });
      return false;
    },
  };
}

export function refuseRange(
  context: ProxyContext,
  at: number,
  name: string,
  [low, high]: readonly [string, string],
): false {
  refuse(context, at + 1, "ERR_CONFIG_RANGE", {
    fr: `"${name}" attend un nombre de ${low} à ${high}, pas "${wordAt(context, at + 1)}".`,
    en: `"${name}" expects a number from ${low} to ${high}, not "${wordAt(context, at + 1)}".`,
  });
  return false;
}
