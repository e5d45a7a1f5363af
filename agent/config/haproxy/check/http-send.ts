import type { CheckRequest } from "../../../health/request.ts";
import { requestText } from "../../../health/request.ts";
import type { SendStep } from "../../../health/step.ts";
import type { Mutable } from "../draft.ts";
import { type ProxyContext, wordAt } from "../keyword.ts";
import { readCheckFormat } from "./expression.ts";
import { neededAt, refuseCheckWord } from "./refusal.ts";

export type RequestDraft = Mutable<Partial<CheckRequest>> & { comment?: string };

/** Reads the words behind the one at `at`; gives the place of the last that belongs to it, or undefined. */
type Reader = (context: ProxyContext, at: number, draft: RequestDraft) => number | undefined;

/** What may follow `http-check send` [T]. */
const sendWords: Readonly<Record<string, Reader>> = {
  meth: text((draft, value) => {
    draft.method = value;
  }),
  uri: text((draft, value) => {
    draft.uri = () => value;
  }),
  "uri-lf": format((draft, fill) => {
    draft.uri = fill;
  }),
  ver: text((draft, value) => {
    draft.version = value;
  }),
  hdr: readHeader,
  body: text((draft, value) => {
    draft.body = () => value;
  }),
  "body-lf": format((draft, fill) => {
    draft.body = fill;
  }),
  comment: text((draft, value) => {
    draft.comment = value;
  }),
};

/** The words of `http-check send`; undefined: one was refused. */
export function readRequest(context: ProxyContext): RequestDraft | undefined {
  const draft: RequestDraft = {};
  for (let at = 2; at < context.words.length; at++) {
    const word = wordAt(context, at);
    const read = Object.hasOwn(sendWords, word) ? sendWords[word] : undefined;
    if (!read) return refuseCheckWord(context, at, Object.keys(sendWords));
    const last = read(context, at, draft);
    if (last === undefined) return undefined;
    at = last;
  }
  return draft;
}

/** Without a word of its own: a small question that servers answer from memory. */
const plainRequest: CheckRequest = { method: "OPTIONS", uri: () => "/", version: "HTTP/1.0", headers: [] };

export function sendStepOf({ comment, ...request }: RequestDraft): SendStep {
  const whole = { ...plainRequest, ...request };
  return {
    kind: "send",
    data: (scene) => requestText(whole, scene),
    ...(comment === undefined ? {} : { comment }),
  };
}

/** What a later line says takes the place of what an earlier one says; headers add up. */
export function mergeRequests(
  { headers = [], ...first }: RequestDraft,
  { headers: more = [], ...second }: RequestDraft,
): RequestDraft {
  const both = [...headers, ...more];
  return { ...first, ...second, ...(both.length > 0 ? { headers: both } : {}) };
}

function text(keep: (draft: RequestDraft, value: string) => void): Reader {
  return (context, at, draft) => {
    const value = neededAt(context, at + 1);
    if (value === undefined) return undefined;
    keep(draft, value);
    return at + 1;
  };
}

function format(keep: (draft: RequestDraft, fill: NonNullable<RequestDraft["uri"]>) => void): Reader {
  return (context, at, draft) => {
    if (neededAt(context, at + 1) === undefined) return undefined;
    const read = readCheckFormat(context, at + 1);
    if (!read) return undefined;
    keep(draft, read.fill);
    return at + 1;
  };
}

/** A name and a format. */
function readHeader(context: ProxyContext, at: number, draft: RequestDraft): number | undefined {
  const name = neededAt(context, at + 1);
  const value = name === undefined ? undefined : neededAt(context, at + 2);
  const read = value === undefined ? undefined : readCheckFormat(context, at + 2);
  if (name === undefined || !read) return undefined;
  draft.headers = [...(draft.headers ?? []), [name, read.fill]];
  return at + 2;
}
