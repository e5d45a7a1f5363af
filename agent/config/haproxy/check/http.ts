import type { CheckStep } from "../../../health/step.ts";
import { type ProxyContext, refuse, wordAt } from "../keyword.ts";
import { readConnectStep } from "./connect.ts";
import { ownHttp } from "./draft.ts";
import { readExpectStep } from "./expect.ts";
import { httpPatterns } from "./http-pattern.ts";
import { mergeRequests, type RequestDraft, readRequest, sendStepOf } from "./http-send.ts";
import { neededAt, refuseCheckWord } from "./refusal.ts";
import { mayFollow } from "./tcp.ts";
import { checkVariableNames, readVariableStep } from "./variable.ts";

/** `option httpchk [[METHOD] URI [VERSION]]`; the old form hides headers behind the version. */
export function readHttpchk(context: ProxyContext): void {
  const [first = "", second = "", third = ""] = [2, 3, 4].map((at) => wordAt(context, at));
  if (context.words.length > 5) {
    refuse(context, 5, "ERR_CONFIG_SYNTAX", {
      fr: `"option httpchk" ne sait que faire de "${wordAt(context, 5)}". Une espace dans un en-tête s'écrit "\\ ".`,
      en: `"option httpchk" cannot handle "${wordAt(context, 5)}". A blank inside a header is written "\\ ".`,
    });
    return;
  }
  const uri = second === "" ? first : second;
  const wanted: RequestDraft = {
    ...(second === "" ? {} : { method: first }),
    ...(uri === "" ? {} : { uri: () => uri }),
    ...oldForm(context, third),
  };
  const { check } = context.proxy;
  const http = ownHttp(check, context.place(0));
  const { place: _, ...rest } = http;
  // Without "http-check" there is nothing that could be ignored.
  check.http = {
    ...(http.steps.length > 0 || http.sendAt !== undefined ? http : rest),
    request: mergeRequests(http.request ?? {}, wanted),
  };
  check.kind = "http";
  check.httpPlace = context.place(1);
}

/** `HTTP/1.1\r\nHost:\ localhost`: version, headers, and perhaps a body, in one word. */
function oldForm(context: ProxyContext, text: string): RequestDraft {
  if (text === "") return {};
  const [head = "", ...bodies] = text.split("\r\n\r\n");
  const [version = "", ...lines] = head.split("\r\n");
  if (lines.length === 0 && bodies.length === 0) return { version };
  context.report.warned(context.place(4), "ERR_CONFIG_SYNTAX", {
    fr: 'Des en-têtes cachés derrière la version : forme ancienne. Écrivez "http-check send hdr Host localhost".',
    en: 'Headers hidden behind the version are an old form. Write "http-check send hdr Host localhost".',
  });
  const headers = lines.filter(Boolean).map((line): readonly [string, () => string] => {
    const colon = line.indexOf(":");
    const value = line.slice(colon + 1).trim();
    return [line.slice(0, colon).trim(), () => value];
  });
  const body = bodies.join("\r\n\r\n");
  return { version, headers, ...(body === "" ? {} : { body: () => body }) };
}

/** What may follow `http-check` [T]; variables come from `variable.ts`. */
export const httpCheckRules: Readonly<Record<string, (context: ProxyContext) => void>> = {
  connect: (context) => keep(context, readConnectStep(context)),
  send: readSend,
  expect: (context) => keep(context, readExpectStep(context, httpPatterns)),
  comment: (context) => {
    const comment = neededAt(context, 2);
    if (comment !== undefined) keep(context, { kind: "comment", comment });
  },
  "disable-on-404": ({ proxy }) => {
    proxy.check.disableOn404 = true;
  },
  "send-state": ({ proxy }) => {
    proxy.check.sendState = true;
  },
};

/** `http-check …` (manual §4.2). */
export function readHttpCheck(context: ProxyContext): void {
  const rule = wordAt(context, 1);
  const { check } = context.proxy;
  const read = Object.hasOwn(httpCheckRules, rule) ? httpCheckRules[rule] : undefined;
  // These two may stand without "option httpchk".
  if (rule !== "disable-on-404" && rule !== "send-state") {
    check.http = { place: context.place(0), ...ownHttp(check, context.place(0)) };
  }
  if (read) {
    read(context);
    return;
  }
  const variable = readVariableStep(context);
  if (variable === undefined) {
    refuseCheckWord(context, 1, [...Object.keys(httpCheckRules), ...checkVariableNames]);
  } else if (variable !== "bad") keep(context, variable);
}

function keep(context: ProxyContext, step: CheckStep | undefined): void {
  const { check } = context.proxy;
  const { http } = check;
  if (!step || !mayFollow(context, step, http.steps)) return;
  check.http = { ...http, steps: [...http.steps, step] };
}

/** The first one describes the request that `option httpchk` asks for; another one needs a connection of its own. */
function readSend(context: ProxyContext): void {
  const wanted = readRequest(context);
  if (!wanted) return;
  const { check } = context.proxy;
  const { http } = check;
  const connects = http.steps.some(({ kind }) => kind === "connect");
  if (http.sendAt === undefined && !http.steps.some(({ kind }) => kind === "expect")) {
    const request = mergeRequests(http.request ?? {}, wanted);
    check.http = { ...http, sendAt: http.steps.length, request };
    return;
  }
  const since = http.steps.slice(http.steps.findLastIndex(({ kind }) => kind === "expect") + 1);
  if (connects && since.some(({ kind }) => kind === "connect")) keep(context, sendStepOf(wanted));
  else refuseSecond(context);
}

function refuseSecond(context: ProxyContext): void {
  refuse(context, 1, "ERR_CONFIG_SYNTAX", {
    fr: 'Une autre question demande une autre connexion. Mettez "http-check connect" au-dessus de cette ligne.',
    en: 'Another question needs another connection. Put "http-check connect" above this line.',
  });
}
