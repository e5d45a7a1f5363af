/** A header field; names are in lower case, as HAProxy forwards them. */
export interface Header {
  readonly name: string;
  readonly value: string;
}

export interface RequestHead {
  readonly kind: "request";
  readonly method: string;
  readonly target: string;
  /** As written: `HTTP/1.1`. */
  readonly version: string;
  readonly headers: readonly Header[];
  readonly hasBody?: boolean;
  /** The place of the next header of this name from `from` on, or −1; and its value: without a list of all of them. */
  find?(name: string, from: number): number;
  valueAt?(place: number): string;
  /** Its headers are those of another head but for this: whoever can do with it needs no list of all of them. */
  readonly edits?: FieldEdits | undefined;
}

/** What was done to the fields of a head: some are left out, by name, and others follow behind the rest. */
export interface FieldEdits {
  readonly came: RequestHead;
  readonly dropped: readonly string[];
  readonly added: readonly Header[];
}

export interface ResponseHead {
  readonly kind: "response";
  readonly version: string;
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly Header[];
}

export type Head = RequestHead | ResponseHead;

/** Whether a header of this name is there. */
export function hasHeader(head: Head, name: string): boolean {
  return onlyValue(head, name) !== undefined;
}

/** Several headers have this name. */
export const several = Symbol("several");

/** The value of a header that is there once at most. */
export function onlyValue(head: Head, name: string): string | typeof several | undefined {
  if (head.kind === "response") return onlyIn(head.headers, name, undefined);
  const { edits } = head;
  if (!edits) return onlyCame(head, name);
  return onlyIn(edits.added, name, edits.dropped.includes(name) ? undefined : onlyCame(edits.came, name));
}

function onlyCame(head: RequestHead, name: string): string | typeof several | undefined {
  if (!head.find || !head.valueAt) return onlyIn(head.headers, name, undefined);
  const place = head.find(name, 0);
  if (place < 0) return undefined;
  return head.find(name, place + 1) < 0 ? head.valueAt(place) : several;
}

/** `before`: what was found elsewhere. */
function onlyIn(
  headers: readonly Header[],
  name: string,
  before: string | typeof several | undefined,
): string | typeof several | undefined {
  let found = before;
  for (const header of headers)
    if (header.name === name) found = found === undefined ? header.value : several;
  return found;
}

/** All values of a header, in their order. */
export function valuesOf(head: Head, name: string): readonly string[] {
  return head.headers.filter((header) => header.name === name).map((header) => header.value);
}

/**
 * Without the blanks and tabs around it: RFC 9110 §5.6.3. `trim()` would take more away, such as a no-break space:
 * what then looks like "chunked" is something else to the server.
 */
export function trimBlanks(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}
