import {
  bytesOfHex,
  bytesPattern,
  expressionPattern,
  formatPattern,
  hexExpressionPattern,
  hexFormatPattern,
  type RawPattern,
  rawExpect,
  textPattern,
} from "../../../health/match/raw.ts";
import type { CheckStep, SendStep } from "../../../health/step.ts";
import { type ProxyContext, refuse, wordAt } from "../keyword.ts";
import { readConnectStep } from "./connect.ts";
import { addTcpStep } from "./draft.ts";
import { type PatternReader, readExpectStep } from "./expect.ts";
import { isCheckRegex, readCheckFormat } from "./expression.ts";
import { neededAt, refuseCheckWord } from "./refusal.ts";
import { checkVariableNames, readVariableStep } from "./variable.ts";

type Reader = (context: ProxyContext) => CheckStep | undefined;

/** What `tcp-check expect` may look for [T]. */
const patterns: Readonly<Record<string, PatternReader>> = {
  string: pattern((_context, _at, word) => textPattern(word)),
  binary: pattern((context, at, word) => {
    const bytes = readHex(context, at, word);
    return bytes === undefined ? undefined : bytesPattern(bytes);
  }),
  rstring: pattern((context, at, word) => (isCheckRegex(context, at) ? expressionPattern(word) : undefined)),
  rbinary: pattern((context, at, word) =>
    isCheckRegex(context, at) ? hexExpressionPattern(word) : undefined,
  ),
  "string-lf": pattern((context, at) => {
    const format = readCheckFormat(context, at);
    return format && formatPattern(({ view }) => format.fill(view));
  }),
  "binary-lf": pattern((context, at) => {
    const format = readCheckFormat(context, at);
    return format && hexFormatPattern(({ view }) => format.fill(view));
  }),
};

/** The steps of a check in `option tcp-check` [T]; those with variables come from `variable.ts`. */
export const tcpCheckSteps: Readonly<Record<string, Reader>> = {
  connect: readConnectStep,
  send: (context) => readSend(context, (_at, word) => () => word),
  "send-binary": (context) =>
    readSend(context, (at, word) => {
      const bytes = readHex(context, at, word);
      return bytes === undefined ? undefined : () => bytes;
    }),
  "send-lf": (context) =>
    readSend(context, (at) => {
      const format = readCheckFormat(context, at);
      return format && (({ view }) => format.fill(view));
    }),
  "send-binary-lf": (context) =>
    readSend(context, (at) => {
      const format = readCheckFormat(context, at);
      return format && (({ view }) => bytesOfHex(format.fill(view)) ?? "");
    }),
  expect: (context) => readExpectStep(context, patterns),
  comment: (context) => {
    const comment = neededAt(context, 2);
    return comment === undefined ? undefined : { kind: "comment", comment };
  },
};

/** `tcp-check STEP …` (manual §4.2). */
export function readTcpCheck(context: ProxyContext): void {
  const name = wordAt(context, 1);
  const { check } = context.proxy;
  addTcpStep(check, context.place(0));
  const variable = readVariableStep(context);
  if (variable === "bad") return;
  const read = Object.hasOwn(tcpCheckSteps, name) ? tcpCheckSteps[name] : undefined;
  if (!read && !variable) refuseCheckWord(context, 1, [...Object.keys(tcpCheckSteps), ...checkVariableNames]);
  const step = variable ?? read?.(context);
  if (!step || !mayFollow(context, step, check.tcp.steps)) return;
  addTcpStep(check, context.place(0), step);
}

/** Where there is a `connect`, one stands before all that needs a connection. */
export function mayFollow(context: ProxyContext, step: CheckStep, before: readonly CheckStep[]): boolean {
  const first = before.find(({ kind }) => kind !== "action" && kind !== "comment");
  if (step.kind !== "connect" || !first || first.kind === "connect") return true;
  const name = `${wordAt(context, 0)} connect`;
  refuse(context, 1, "ERR_CONFIG_SYNTAX", {
    fr: `Si "${name}" est là, c'est aussi la première étape. Mettez un "${name}" au-dessus des autres.`,
    en: `Where "${name}" is there, it is the first step as well. Put a "${name}" above the others.`,
  });
  return false;
}

function pattern(
  read: (context: ProxyContext, at: number, word: string) => RawPattern | undefined,
): PatternReader {
  return (context, at) => {
    const word = neededAt(context, at + 1);
    const found = word === undefined ? undefined : read(context, at + 1, word);
    return found && { last: at + 1, make: (place) => rawExpect(found, place) };
  };
}

function readSend(
  context: ProxyContext,
  dataOf: (at: number, word: string) => SendStep["data"] | undefined,
): SendStep | undefined {
  const word = neededAt(context, 2);
  if (word === undefined) return undefined;
  const extra = wordAt(context, 3);
  if (extra !== "" && extra !== "comment") return refuseCheckWord(context, 3, ["comment"]);
  const data = dataOf(2, word);
  if (!data) return undefined;
  return { kind: "send", data, ...(extra === "" ? {} : { comment: wordAt(context, 4) }) };
}

function readHex(context: ProxyContext, at: number, word: string): string | undefined {
  const bytes = bytesOfHex(word);
  if (bytes !== undefined) return bytes;
  refuse(context, at, "ERR_CONFIG_VALUE", {
    fr: `"${word}" : des octets s'écrivent par deux chiffres hexadécimaux chacun, comme 50494e47.`,
    en: `"${word}": bytes are written with two hexadecimal digits each, like 50494e47.`,
  });
  return undefined;
}
