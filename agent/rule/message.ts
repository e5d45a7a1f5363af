import type { RequestView } from "../acl/view.ts";
import type { Head, Header, RequestHead, ResponseHead } from "../http/head.ts";
import type { RulePlace } from "./rule.ts";

/** The request, before it is changed first; what is captured of it and logged. */
export function setRequest(view: RequestView, head: RequestHead): void {
  const { transaction } = view;
  if (transaction) transaction.request ??= view.head;
  view.head = head;
}

export function setResponse({ transaction }: RequestView, head: ResponseHead): void {
  if (transaction) transaction.response = head;
}

/** The message that the rules of a place are about. */
export interface Message {
  readonly get: (view: RequestView) => Head | undefined;
  readonly setHeaders: (view: RequestView, headers: readonly Header[]) => void;
}

const request: Message = {
  get: ({ head }) => head,
  setHeaders: (view, headers) => {
    if (view.head) setRequest(view, { ...view.head, headers });
  },
};

const response: Message = {
  get: ({ transaction }) => transaction?.response,
  setHeaders: (view, headers) => {
    const head = view.transaction?.response;
    if (head) setResponse(view, { ...head, headers });
  },
};

export function messageOf(place: RulePlace): Message {
  return place.startsWith("http-request") || place.startsWith("tcp-request") ? request : response;
}
