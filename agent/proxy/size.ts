import type { Header } from "../http/head.ts";
import type { RequestScan } from "../http/request-scan.ts";
import type { ResponseScan } from "../http/response-scan.ts";

/** HAProxy keeps a start line in a record of this size, and counts it. */
const startLineBytes = 20;
const statusBytes = 3;

/**
 * The size of a response head as HAProxy's log counts it (`%B`): not the bytes of the wire, but those of its
 * inner form: names and values without separators, one byte for the end of the headers.
 */
export function responseSize(scan: ResponseScan, fieldBytes: number): number {
  return startLineBytes + scan.version.length + statusBytes + scan.reasonBytes + fieldBytes + 1;
}

/** The same of a request head. What is said of this hop only does not count. */
export function requestSize({ lineBytes, facts }: RequestScan): number {
  return startLineBytes + lineBytes + facts.textBytes - facts.connectionBytes + 1;
}

export function fieldsSize(headers: readonly Header[]): number {
  return headers.reduce((sum, { name, value }) => sum + name.length + value.length, 0);
}
