import type { CheckStatus } from "../../../health/result.ts";
import type { ExpectStep, Telling } from "../../../health/step.ts";
import type { Mutable } from "../draft.ts";
import { looseNumber, type ProxyContext, refuse, wordAt } from "../keyword.ts";
import { readCheckExpression, readCheckFormat } from "./expression.ts";
import { neededAt, refuseCheckWord } from "./refusal.ts";

/** What a pattern needs to know of the words around it. */
export interface PatternPlace {
  readonly negated: boolean;
  /** `min-recv`. */
  readonly leastBytes: number;
}

/** A pattern that was read, and the place of its last word; the step is made once the whole line is known. */
export interface ReadPattern {
  readonly last: number;
  readonly make: (place: PatternPlace) => Pick<ExpectStep, "says" | "judge">;
}

export type PatternReader = (context: ProxyContext, at: number) => ReadPattern | undefined;

interface Draft {
  leastBytes: number;
  negated: boolean;
  pattern?: ReadPattern;
  options: Mutable<Omit<Partial<ExpectStep>, "kind" | "says" | "judge">>;
}

/** Reads the value at `at`; false when it was refused. */
type OptionReader = (context: ProxyContext, at: number, draft: Draft) => boolean;

const okStatuses = { L4OK: "l4-ok", L6OK: "l6-ok", L7OK: "l7-ok", L7OKC: "l7-conditional" } as const;
const errorStatuses = {
  L4CON: "l4-connection",
  L6RSP: "l6-invalid",
  L7RSP: "l7-invalid",
  L7STS: "l7-status",
  L7OKC: "l7-conditional",
} as const;
const timeoutStatuses = { L4TOUT: "l4-timeout", L6TOUT: "l6-timeout", L7TOUT: "l7-timeout" } as const;

/** What may stand around the pattern, each with a value [T]. */
const options: Readonly<Record<string, OptionReader>> = {
  "min-recv": readLeast,
  comment: (context, at, { options: draft }) => {
    draft.comment = wordAt(context, at);
    return true;
  },
  "ok-status": status(okStatuses, ({ options: draft }, value) => {
    draft.okStatus = value;
  }),
  "error-status": status(errorStatuses, ({ options: draft }, value) => {
    draft.errorStatus = value;
  }),
  "tout-status": status(timeoutStatuses, ({ options: draft }, value) => {
    draft.timeoutStatus = value;
  }),
  "on-success": telling((draft, tell) => {
    draft.options.onSuccess = tell;
  }),
  "on-error": telling((draft, tell) => {
    draft.options.onError = tell;
  }),
  "status-code": (context, at, { options: draft }) => {
    const expression = readCheckExpression(context, at);
    if (!expression) return false;
    draft.statusCode = ({ view }) => Number.parseInt(String(expression.one(view) ?? 0), 10) || 0;
    return true;
  },
};

/** `expect [OPTION VALUE]… [!] PATTERN …`: the words may stand in any order. */
export function readExpectStep(
  context: ProxyContext,
  patterns: Readonly<Record<string, PatternReader>>,
): ExpectStep | undefined {
  const draft: Draft = { leastBytes: -1, negated: false, options: {} };
  for (let at = 2; at < context.words.length; at++) {
    const last = readWord(context, at, { draft, patterns });
    if (last === undefined) return undefined;
    at = last;
  }
  const { pattern, negated, leastBytes } = draft;
  if (!pattern) return refuseNoPattern(context, Object.keys(patterns));
  return { kind: "expect", ...pattern.make({ negated, leastBytes }), ...draft.options };
}

function readWord(
  context: ProxyContext,
  at: number,
  { draft, patterns }: { readonly draft: Draft; readonly patterns: Readonly<Record<string, PatternReader>> },
): number | undefined {
  const word = wordAt(context, at);
  if (Object.hasOwn(options, word)) {
    if (neededAt(context, at + 1) === undefined) return undefined;
    return options[word]?.(context, at + 1, draft) ? at + 1 : undefined;
  }
  if (word === "!") {
    draft.negated = true;
    return at;
  }
  const name = word.replace(/^!/, "");
  const read = Object.hasOwn(patterns, name) ? patterns[name] : undefined;
  if (!read || draft.pattern) {
    return refuseCheckWord(context, at, [...Object.keys(patterns), ...Object.keys(options)]);
  }
  if (word !== name) draft.negated = true;
  const pattern = read(context, at);
  if (!pattern) return undefined;
  draft.pattern = pattern;
  return pattern.last;
}

function refuseNoPattern(context: ProxyContext, names: readonly string[]): undefined {
  refuse(context, context.words.length, "ERR_CONFIG_VALUE", {
    fr: `"${wordAt(context, 0)} expect" ne dit pas ce qui est attendu. Écrivez l'un de : ${names.join(", ")}.`,
    en: `"${wordAt(context, 0)} expect" does not say what is expected. Write one of: ${names.join(", ")}.`,
  });
  return undefined;
}

function readLeast(context: ProxyContext, at: number, draft: Draft): boolean {
  const least = wordAt(context, at) === "-1" ? -1 : looseNumber(context, at, "min-recv");
  draft.leastBytes = least;
  if (least >= -1) return true;
  refuse(context, at, "ERR_CONFIG_RANGE", {
    fr: `"min-recv" attend -1 ou un nombre d'octets, pas "${wordAt(context, at)}".`,
    en: `"min-recv" expects -1 or a number of bytes, not "${wordAt(context, at)}".`,
  });
  return false;
}

function status<Status extends CheckStatus>(
  names: Readonly<Record<string, Status>>,
  keep: (draft: Draft, value: Status) => void,
): OptionReader {
  return (context, at, draft) => {
    const value = Object.hasOwn(names, wordAt(context, at)) ? names[wordAt(context, at)] : undefined;
    if (value === undefined) {
      refuseCheckWord(context, at, Object.keys(names));
      return false;
    }
    keep(draft, value);
    return true;
  };
}

function telling(keep: (draft: Draft, tell: Telling) => void): OptionReader {
  return (context, at, draft) => {
    const format = readCheckFormat(context, at);
    if (!format) return false;
    keep(draft, ({ view }) => format.fill(view));
    return true;
  };
}
