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

/** The comma-separated members of a header, in lower case. */
export function tokensOf(head: Head, name: string): readonly string[] {
  return valuesOf(head, name)
    .flatMap((value) => value.split(","))
    .map((token) => token.trim().toLowerCase())
    .filter((token) => token !== "");
}

/** HTTP/1.1 or later of version 1: connections stay open unless somebody says "close". */
export function isVersion11(head: Head): boolean {
  return head.version !== "HTTP/1.0";
}
