import { refuseCheckEnd, refuseCheckWord } from "./check-refusal.ts";
import type { HttpCheck } from "./config.ts";
import { readExpect } from "./http-expect.ts";
import { type ProxyContext, refuse, wordAt } from "./keyword.ts";

const plainCheck: HttpCheck = { method: "OPTIONS", uri: "/", version: "HTTP/1.0", headers: [] };

/** `option httpchk [[METHOD] URI [VERSION]]`; the old form hides headers behind the version. */
export function readHttpchk(context: ProxyContext): void {
  const words = [wordAt(context, 2), wordAt(context, 3), wordAt(context, 4)];
  if (context.words.length > 5) {
    refuse(context, 5, "ERR_CONFIG_SYNTAX", {
      fr: `"option httpchk" ne sait que faire de "${wordAt(context, 5)}". Une espace dans un en-tête s'écrit "\\ ".`,
      en: `"option httpchk" cannot handle "${wordAt(context, 5)}". A blank inside a header is written "\\ ".`,
    });
    return;
  }
  const [first = "", second = "", third = ""] = words;
  const old = oldForm(context, third);
  context.proxy.usesHttpCheck = true;
  context.proxy.usesTcpCheck = false;
  context.proxy.httpCheckPlace = context.place(1);
  context.proxy.httpCheck = {
    ...plainCheck,
    ...(first === "" ? {} : second === "" ? { uri: first } : { method: first, uri: second }),
    ...old,
  };
}

/** `HTTP/1.1\r\nHost:\ localhost`: version, headers, and perhaps a body, in one word. */
function oldForm(context: ProxyContext, text: string): Partial<HttpCheck> {
  if (text === "") return {};
  const [head = "", ...body] = text.split("\r\n\r\n");
  const [version = "", ...lines] = head.split("\r\n");
  if (lines.length === 0 && body.length === 0) return { version };
  context.report.warned(context.place(4), "ERR_CONFIG_SYNTAX", {
    fr: 'Des en-têtes cachés derrière la version : forme ancienne. Écrivez "http-check send hdr Host localhost".',
    en: 'Headers hidden behind the version are an old form. Write "http-check send hdr Host localhost".',
  });
  const headers = lines.filter(Boolean).map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()] as const;
  });
  const content = body.join("\r\n\r\n");
  return { version, headers, ...(content === "" ? {} : { body: content }) };
}

/** What may follow `http-check` [T]. */
export const httpCheckRules: Readonly<Record<string, (context: ProxyContext) => void>> = {
  send: readSend,
  expect: readExpect,
  "disable-on-404": ({ proxy }) => {
    proxy.disableOn404 = true;
  },
  "send-state": ({ proxy }) => {
    proxy.sendState = true;
  },
  comment: (context) => {
    if (wordAt(context, 2) === "") refuseCheckEnd(context, "http-check comment");
  },
};

/** What HAProxy knows besides. */
export const otherHttpCheckRules = ["connect", "set-var", "set-var-fmt", "unset-var"];

/** `http-check send …` and `http-check expect …`. */
export function readHttpCheck(context: ProxyContext): void {
  const rule = wordAt(context, 1);
  // These two may stand without "option httpchk".
  if (rule !== "disable-on-404" && rule !== "send-state") context.proxy.httpCheckRules ??= context.place(0);
  const read = Object.hasOwn(httpCheckRules, rule) ? httpCheckRules[rule] : undefined;
  if (read) read(context);
  else if (otherHttpCheckRules.includes(rule.replace(/\(.*$/, ""))) {
    context.report.unsupported(context.place(1), `http-check ${rule}`);
  } else refuseCheckWord(context, 1, [...Object.keys(httpCheckRules), ...otherHttpCheckRules]);
}

function readSend(context: ProxyContext): void {
  const check = { ...(context.proxy.httpCheck ?? plainCheck) };
  const headers = [...check.headers];
  for (let at = 2; at < context.words.length; at += 2) {
    const word = wordAt(context, at);
    const value = wordAt(context, at + 1);
    const needs = word === "hdr" ? 2 : 1;
    if (!["meth", "uri", "uri-lf", "ver", "hdr", "body", "body-lf", "comment"].includes(word)) {
      refuseCheckWord(context, at, ["meth", "uri", "ver", "hdr", "body", "comment"]);
      return;
    }
    if (at + needs >= context.words.length) {
      refuseCheckEnd(context, `http-check send ${word}`);
      return;
    }
    if (word === "meth") check.method = value;
    else if (word === "uri") check.uri = value;
    else if (word === "ver") check.version = value;
    else if (word === "body") check.body = value;
    else if (word === "hdr") headers.push([value, wordAt(context, ++at + 1)]);
    else context.report.unsupported(context.place(at), `http-check send ${word}`);
  }
  context.proxy.httpCheck = { ...check, headers };
}
