import {
  bodyExpect,
  headExpect,
  headerExpect,
  statusExpect,
  type TextMatch,
} from "../../../health/match/http.ts";
import type { CheckScene } from "../../../health/step.ts";
import { type ProxyContext, refuse, wordAt } from "../keyword.ts";
import type { PatternReader } from "./expect.ts";
import { isCheckRegex, readCheckFormat } from "./expression.ts";
import { neededAt, refuseCheckWord } from "./refusal.ts";

/** What `http-check expect` may look for [T]. */
export const httpPatterns: Readonly<Record<string, PatternReader>> = {
  status: readStatus,
  rstatus: (context, at) => {
    const word = neededAt(context, at + 1);
    if (word === undefined || !isCheckRegex(context, at + 1)) return undefined;
    const expression = new RegExp(word);
    return {
      last: at + 1,
      make: ({ negated }) =>
        headExpect("expect HTTP status regex", negated, ({ head }) => expression.test(`${head.status}`)),
    };
  },
  string: (context, at) => {
    const word = neededAt(context, at + 1);
    return word === undefined ? undefined : inBody(at + 1, (body) => body.includes(word));
  },
  rstring: (context, at) => {
    const word = neededAt(context, at + 1);
    if (word === undefined || !isCheckRegex(context, at + 1)) return undefined;
    const expression = new RegExp(word);
    return inBody(at + 1, (body) => expression.test(body));
  },
  "string-lf": (context, at) => {
    const word = neededAt(context, at + 1);
    const format = word === undefined ? undefined : readCheckFormat(context, at + 1);
    return format && inBody(at + 1, (body, { view }) => body.includes(format.fill(view)));
  },
  hdr: (context, at) => readHeader(context, at, false),
  fhdr: (context, at) => readHeader(context, at, true),
};

function inBody(
  last: number,
  holds: (body: string, scene: CheckScene) => boolean,
): ReturnType<PatternReader> {
  return { last, make: (place) => bodyExpect("expect HTTP body", place, holds) };
}

function readStatus(context: ProxyContext, at: number): ReturnType<PatternReader> {
  const word = neededAt(context, at + 1);
  if (word === undefined) return undefined;
  if (/^\d+(-\d+)?(,\d+(-\d+)?)*$/.test(word)) {
    return { last: at + 1, make: ({ negated }) => statusExpect(word, negated) };
  }
  refuse(context, at + 1, "ERR_CONFIG_VALUE", {
    fr: `"${word}" n'est pas une liste d'états HTTP. Écrivez par exemple 200, 200-399 ou 200,204.`,
    en: `"${word}" is not a list of HTTP statuses. Write for example 200, 200-399 or 200,204.`,
  });
  return undefined;
}

/** `hdr name|name-lf [-m METHOD] NAME [value|value-lf [-m METHOD] VALUE]`. */
function readHeader(context: ProxyContext, at: number, whole: boolean): ReturnType<PatternReader> {
  const name = readMatch(context, at + 1, "name");
  if (!name) return undefined;
  const next = name.last + 1;
  if (!["value", "value-lf"].includes(wordAt(context, next))) {
    return { last: name.last, make: ({ negated }) => headerExpect({ name: name.match, whole }, negated) };
  }
  const value = readMatch(context, next, "value");
  return (
    value && {
      last: value.last,
      make: ({ negated }) => headerExpect({ name: name.match, value: value.match, whole }, negated),
    }
  );
}

const methods = ["str", "beg", "end", "sub", "reg"] as const;

function readMatch(
  context: ProxyContext,
  at: number,
  what: "name" | "value",
): { readonly match: TextMatch; readonly last: number } | undefined {
  const word = wordAt(context, at);
  if (word !== what && word !== `${what}-lf`) return refuseCheckWord(context, at, [what, `${what}-lf`]);
  const chosen = wordAt(context, at + 1) === "-m";
  const method = chosen ? methods.find((name) => name === wordAt(context, at + 2)) : "str";
  const last = chosen ? at + 3 : at + 1;
  if (!method) return refuseCheckWord(context, at + 2, methods);
  const text = neededAt(context, last);
  if (text === undefined) return undefined;
  if (word === what) {
    if (method === "reg" && !isCheckRegex(context, last)) return undefined;
    return { match: { method, text: () => text }, last };
  }
  if (method === "reg") return refuseFormatRegex(context, at);
  const format = readCheckFormat(context, last);
  return format && { match: { method, text: ({ view }) => format.fill(view) }, last };
}

function refuseFormatRegex(context: ProxyContext, at: number): undefined {
  refuse(context, at, "ERR_CONFIG_VALUE", {
    fr: `"${wordAt(context, at)}" et "-m reg" ne vont pas ensemble : un format n'est pas une expression rationnelle.`,
    en: `"${wordAt(context, at)}" and "-m reg" do not go together: a format is no regular expression.`,
  });
  return undefined;
}
