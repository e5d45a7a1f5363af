import { compileRegex } from "../../acl/regex.ts";
import { didYouMean } from "../../base/nearest.ts";
import type { TcpCheckStep } from "./config.ts";
import { type ProxyContext, refuse, wordAt } from "./keyword.ts";

type Reader = (context: ProxyContext) => TcpCheckStep | undefined;

/** The steps of a check in `option tcp-check` [T]. */
export const tcpCheckSteps: Readonly<Record<string, Reader>> = {
  connect: readConnect,
  send: (context) => readSend(context, (text) => text),
  "send-binary": (context) => readSend(context, (text) => bytesOf(context, 2, text)),
  expect: readExpect,
};

/** What HAProxy knows besides. */
export const otherTcpCheckSteps = [
  "comment",
  "send-lf",
  "send-binary-lf",
  "set-var",
  "set-var-fmt",
  "unset-var",
];

/** `tcp-check STEP …` (manual §4.2). */
export function readTcpCheck(context: ProxyContext): void {
  const name = wordAt(context, 1);
  // The first line of a section begins anew: nothing of `defaults` stays.
  if (!context.proxy.tcpCheckRules) context.proxy.tcpCheck = [];
  context.proxy.tcpCheckRules ??= context.place(0);
  if (otherTcpCheckSteps.includes(name.replace(/\(.*$/, ""))) {
    // A comment alone changes nothing but a message.
    if (name !== "comment") context.report.unsupported(context.place(1), `tcp-check ${name}`);
    return;
  }
  const read = Object.hasOwn(tcpCheckSteps, name) ? tcpCheckSteps[name] : undefined;
  if (!read) {
    refuseWord(context, 1, [...Object.keys(tcpCheckSteps), ...otherTcpCheckSteps]);
    return;
  }
  const step = read(context);
  const { tcpCheck } = context.proxy;
  if (!step) return;
  if (step.kind === "connect" && tcpCheck.length > 0) refuseSecond(context, tcpCheck[0]?.kind === "connect");
  else context.proxy.tcpCheck = [...tcpCheck, step];
}

function refuseSecond(context: ProxyContext, firstIsConnect: boolean): void {
  if (firstIsConnect) {
    context.report.unsupported(context.place(1), "tcp-check connect (a second one)");
    return;
  }
  refuse(context, 1, "ERR_CONFIG_SYNTAX", {
    fr: 'Si "tcp-check connect" est là, c\'est la première étape. Déplacez la ligne au-dessus des autres.',
    en: 'Where "tcp-check connect" is there, it is the first step. Move the line above the others.',
  });
}

const otherConnectWords = [
  "addr",
  "send-proxy",
  "ssl",
  "sni",
  "alpn",
  "via-socks4",
  "linger",
  "default",
  "proto",
];

function readConnect(context: ProxyContext): TcpCheckStep | undefined {
  let port: number | undefined;
  let comment: string | undefined;
  for (let at = 2; at < context.words.length; at += 2) {
    const word = wordAt(context, at);
    if (otherConnectWords.includes(word)) {
      context.report.unsupported(context.place(at), `tcp-check connect ${word}`);
      return undefined;
    }
    if (word !== "port" && word !== "comment") {
      refuseWord(context, at, ["port", "comment", ...otherConnectWords]);
      return undefined;
    }
    if (word === "comment") {
      comment = wordAt(context, at + 1);
      continue;
    }
    port = Number(/^\d+$/.exec(wordAt(context, at + 1))?.[0] ?? 0);
    if (port < 1 || port > 65535) {
      refuse(context, at + 1, "ERR_CONFIG_RANGE", {
        fr: `"port" attend un nombre de 1 à 65535, pas "${wordAt(context, at + 1)}".`,
        en: `"port" expects a number from 1 to 65535, not "${wordAt(context, at + 1)}".`,
      });
      return undefined;
    }
  }
  return {
    kind: "connect",
    ...(port === undefined ? {} : { port }),
    ...(comment === undefined ? {} : { comment }),
  };
}

function readSend(
  context: ProxyContext,
  dataOf: (text: string) => string | undefined,
): TcpCheckStep | undefined {
  const text = wordAt(context, 2);
  if (text === "") return refuseMissing(context, 2);
  const extra = wordAt(context, 3);
  if (extra !== "" && extra !== "comment") {
    refuseWord(context, 3, ["comment"]);
    return undefined;
  }
  const data = dataOf(text);
  return data === undefined ? undefined : { kind: "send", data };
}

const otherPatterns = [
  "min-recv",
  "rbinary",
  "string-lf",
  "binary-lf",
  "ok-status",
  "error-status",
  "tout-status",
  "on-success",
  "on-error",
  "status-code",
];

function readExpect(context: ProxyContext): TcpCheckStep | undefined {
  let at = 2;
  let comment: string | undefined;
  if (wordAt(context, at) === "comment") {
    comment = wordAt(context, at + 1);
    at += 2;
  }
  const apart = wordAt(context, at) === "!";
  if (apart) at++;
  const raw = wordAt(context, at);
  const match = raw.replace(/^!/, "");
  if (otherPatterns.includes(match)) {
    context.report.unsupported(context.place(at), `tcp-check expect ${match}`);
    return undefined;
  }
  if (match !== "string" && match !== "binary" && match !== "rstring") {
    if (match === "") return refuseMissing(context, at);
    refuseWord(context, at, ["string", "binary", "rstring", ...otherPatterns]);
    return undefined;
  }
  const written = wordAt(context, at + 1);
  if (written === "") return refuseMissing(context, at + 1);
  if (context.words.length > at + 2) {
    refuseWord(context, at + 2, []);
    return undefined;
  }
  const pattern = match === "binary" ? bytesOf(context, at + 1, written) : written;
  if (pattern === undefined || (match === "rstring" && !expressionIsGood(context, at + 1))) return undefined;
  const negated = apart || raw.startsWith("!");
  return { kind: "expect", match, written, pattern, negated, ...(comment === undefined ? {} : { comment }) };
}

function expressionIsGood(context: ProxyContext, at: number): boolean {
  const word = wordAt(context, at);
  const read = compileRegex(word);
  if (read.kind === "good") return true;
  if (read.kind === "unsupported")
    context.report.unsupported(context.place(at), `tcp-check expect rstring ${word}`);
  else {
    refuse(context, at, "ERR_CONFIG_VALUE", {
      fr: `"${word}" n'est pas une expression rationnelle.`,
      en: `"${word}" is not a regular expression.`,
    });
  }
  return false;
}

/** `50494e47` as the text of its bytes. */
function bytesOf(context: ProxyContext, at: number, text: string): string | undefined {
  if (/^([0-9a-f]{2})+$/i.test(text)) {
    return text.replace(/../g, (digits) => String.fromCharCode(Number.parseInt(digits, 16)));
  }
  refuse(context, at, "ERR_CONFIG_VALUE", {
    fr: `"${text}" : des octets s'écrivent par deux chiffres hexadécimaux chacun, comme 50494e47.`,
    en: `"${text}": bytes are written with two hexadecimal digits each, like 50494e47.`,
  });
  return undefined;
}

function refuseWord(context: ProxyContext, index: number, candidates: readonly string[]): void {
  const word = wordAt(context, index);
  const hint = didYouMean(word, candidates);
  const list = candidates.length > 0 ? ` (${candidates.join(", ")})` : "";
  refuse(context, index, "ERR_CONFIG_KEYWORD", {
    fr: `"${word}" n'a pas sa place dans "tcp-check ${wordAt(context, 1)}"${list}.${hint.fr}`,
    en: `"${word}" has no place in "tcp-check ${wordAt(context, 1)}"${list}.${hint.en}`,
  });
}

function refuseMissing(context: ProxyContext, at: number): undefined {
  refuse(context, at, "ERR_CONFIG_VALUE", {
    fr: `"tcp-check ${wordAt(context, 1)}" attend une suite : "tcp-check expect string +PONG".`,
    en: `"tcp-check ${wordAt(context, 1)}" expects more: "tcp-check expect string +PONG".`,
  });
  return undefined;
}
