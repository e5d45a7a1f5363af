import { compileRegex } from "../../acl/regex.ts";
import { refuseCheckEnd, refuseCheckWord } from "./check-refusal.ts";
import type { HttpExpect, TextMatch } from "./config.ts";
import { type ProxyContext, refuse, wordAt } from "./keyword.ts";

const patterns = ["status", "rstatus", "string", "rstring"] as const;
const others = [
  "min-recv",
  "string-lf",
  "ok-status",
  "error-status",
  "tout-status",
  "on-success",
  "on-error",
];
const methods = ["str", "beg", "end", "sub", "reg"] as const;

/** `http-check expect [comment TEXT] [!] status|rstatus|string|rstring|hdr|fhdr …`. */
export function readExpect(context: ProxyContext): void {
  let at = 2;
  if (wordAt(context, at) === "comment") at += 2;
  const apart = wordAt(context, at) === "!";
  if (apart) at++;
  const raw = wordAt(context, at);
  const negated = apart || raw.startsWith("!");
  const kind = raw.replace(/^!/, "");
  if (others.includes(kind)) {
    context.report.unsupported(context.place(at), `http-check expect ${kind}`);
    return;
  }
  const pattern = patterns.find((name) => name === kind);
  if (pattern) keep(context, readPattern(context, at, pattern, negated));
  else if (kind === "hdr" || kind === "fhdr")
    keep(context, readHeader(context, at, kind === "fhdr", negated));
  else refuseCheckWord(context, at, [...patterns, "hdr", "fhdr", ...others]);
}

/** The first one of a section takes the place of those that `defaults` had. */
function keep(context: ProxyContext, expect: HttpExpect | undefined): void {
  const { proxy } = context;
  if (!expect) return;
  if (!proxy.ownExpects) proxy.expects = [];
  proxy.ownExpects = true;
  proxy.expects.push(expect);
}

function readPattern(
  context: ProxyContext,
  at: number,
  kind: (typeof patterns)[number],
  negated: boolean,
): HttpExpect | undefined {
  const value = wordAt(context, at + 1);
  if (value === "") {
    refuseCheckEnd(context, `http-check expect ${kind}`);
    return undefined;
  }
  if (kind === "status" && !/^\d+(-\d+)?(,\d+(-\d+)?)*$/.test(value)) {
    refuse(context, at + 1, "ERR_CONFIG_VALUE", {
      fr: `"${value}" n'est pas une liste d'états HTTP. Écrivez par exemple 200, 200-399 ou 200,204.`,
      en: `"${value}" is not a list of HTTP statuses. Write for example 200, 200-399 or 200,204.`,
    });
    return undefined;
  }
  if (context.words.length > at + 2) {
    refuseCheckWord(context, at + 2, []);
    return undefined;
  }
  const expression = kind === "rstatus" || kind === "rstring";
  return expression && !isExpression(context, at + 1) ? undefined : { kind, value, negated };
}

function isExpression(context: ProxyContext, at: number): boolean {
  const word = wordAt(context, at);
  const read = compileRegex(word);
  if (read.kind === "good") return true;
  if (read.kind === "unsupported") context.report.unsupported(context.place(at), `http-check expect ${word}`);
  else {
    refuse(context, at, "ERR_CONFIG_VALUE", {
      fr: `"${word}" n'est pas une expression rationnelle.`,
      en: `"${word}" is not a regular expression.`,
    });
  }
  return false;
}

/** `hdr name [-m METHOD] NAME [value [-m METHOD] VALUE]`. */
function readHeader(
  context: ProxyContext,
  at: number,
  whole: boolean,
  negated: boolean,
): HttpExpect | undefined {
  if (wordAt(context, at + 1) !== "name") {
    refuseCheckWord(context, at + 1, ["name"]);
    return undefined;
  }
  const name = readMatch(context, at + 2);
  if (!name) return undefined;
  const word = wordAt(context, name.next);
  if (word === "") return { kind: "header", name: name.match, whole, negated };
  if (word !== "value") {
    refuseCheckWord(context, name.next, ["value"]);
    return undefined;
  }
  const value = readMatch(context, name.next + 1);
  return value && { kind: "header", name: name.match, value: value.match, whole, negated };
}

function readMatch(
  context: ProxyContext,
  at: number,
): { readonly match: TextMatch; readonly next: number } | undefined {
  const chosen = wordAt(context, at) === "-m";
  const method = chosen ? methods.find((name) => name === wordAt(context, at + 1)) : "str";
  const textAt = chosen ? at + 2 : at;
  const text = wordAt(context, textAt);
  if (!method) refuseCheckWord(context, at + 1, methods);
  else if (text === "") refuseCheckEnd(context, `http-check expect ${wordAt(context, at - 1)}`);
  else if (method !== "reg" || isExpression(context, textAt))
    return { match: { method, text }, next: textAt + 1 };
  return undefined;
}
