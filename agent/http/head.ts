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
}

export interface ResponseHead {
  readonly kind: "response";
  readonly version: string;
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly Header[];
}

export type Head = RequestHead | ResponseHead;

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
