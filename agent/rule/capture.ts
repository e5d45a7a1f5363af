import { fieldValues } from "../acl/fetch/header.ts";
import type { RequestView } from "../acl/view.ts";
import { type Head, trimBlanks } from "../http/head.ts";

/** A place for something to be logged: `capture request header NAME len N`, or (without a name) `declare capture`. */
export interface Capture {
  /** In lower case. */
  readonly header?: string;
  /** Characters that are kept. */
  readonly length: number;
}

/** What a frontend keeps of the messages that it passes on. */
export interface Captures {
  readonly request: readonly Capture[];
  readonly response: readonly Capture[];
  /** `capture cookie`: the first whose name begins so. */
  readonly cookie?: { readonly name: string; readonly length: number };
}

/** Keeps what is wanted of a request as it came. */
export function captureRequest(
  { request, response, cookie }: Captures,
  { head, transaction }: RequestView,
): void {
  if (!head || !transaction) return;
  if (request.length > 0) transaction.requestCaptures = captured(request, head);
  // Also where no server answers, the places are there.
  if (response.length > 0) transaction.responseCaptures = response.map(() => undefined);
  if (cookie) transaction.requestCookie = cookieIn(fieldValues(head, "cookie"), cookie);
}

/** The same of a server's response. */
export function captureResponse({ response, cookie }: Captures, head: Head, view: RequestView): void {
  const { transaction } = view;
  if (!transaction) return;
  if (response.length > 0) transaction.responseCaptures = captured(response, head);
  if (cookie) transaction.responseCookie = cookieIn(fieldValues(head, "set-cookie"), cookie);
}

/** The headers that are captured, the last of its name; undefined where there is none. */
function captured(captures: readonly Capture[], head: Head): (string | undefined)[] {
  return captures.map(({ header, length }) =>
    header === undefined ? undefined : fieldValues(head, header).at(-1)?.slice(0, length),
  );
}

function cookieIn(
  fields: readonly string[],
  { name, length }: Required<Captures>["cookie"],
): string | undefined {
  for (const field of fields) {
    const pair = field
      .split(";")
      .map(trimBlanks)
      .find((each) => each.startsWith(name));
    if (pair !== undefined) return pair.slice(0, length);
  }
  return undefined;
}
