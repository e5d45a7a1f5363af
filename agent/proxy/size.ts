import type { Header, RequestHead, ResponseHead } from "../http/head.ts";
import { passedOn } from "../http/rewrite.ts";

/** HAProxy keeps a start line in a record of this size, and counts it. */
const startLineBytes = 20;

/**
 * The size of a response head as HAProxy's log counts it (`%B`): not the bytes of the wire, but those of its
 * inner form: names and values without separators, one byte for the end of the headers.
 */
export function headSize(head: ResponseHead): number {
  const line = startLineBytes + head.version.length + 3 + head.reason.length;
  return line + fieldsSize(passedOn(head)) + 1;
}

/** The same of a request head. */
export function requestSize(head: RequestHead): number {
  const line = startLineBytes + head.method.length + head.target.length + head.version.length;
  let size = line + 1;
  // What is said of this hop only does not count.
  for (const { name, value } of head.headers) if (name !== "connection") size += name.length + value.length;
  return size;
}

export function fieldsSize(headers: readonly Header[]): number {
  return headers.reduce((sum, { name, value }) => sum + name.length + value.length, 0);
}
