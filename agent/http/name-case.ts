import { latin1 } from "./bytes.ts";

const [lineFeed, colon] = [10, 58];

/** Writes the names of a head's fields as `cases` has them, in place; those are in small letters until then. */
export function adjustNames(head: Uint8Array, cases: ReadonlyMap<string, string>): void {
  // The first line has no name.
  for (let start = head.indexOf(lineFeed) + 1; start > 0; start = head.indexOf(lineFeed, start) + 1) {
    const end = head.indexOf(colon, start);
    if (end < 0) return;
    const wanted = cases.get(latin1(head, start, end).toLowerCase()) ?? "";
    for (let at = 0; at < wanted.length; at++) head[start + at] = wanted.charCodeAt(at);
  }
}
