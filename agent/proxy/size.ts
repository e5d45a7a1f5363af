import type { Header, ResponseHead } from "../http/head.ts";

/** HAProxy keeps a start line in a record of this size, and counts it. */
const startLineBytes = 20;

/**
 * The size of a response head as HAProxy's log counts it (`%B`): not the bytes of the wire, but those of its
 * inner form: names and values without separators, one byte for the end of the headers.
 */
export function headSize(head: ResponseHead): number {
  const line = startLineBytes + head.version.length + 3 + head.reason.length;
  const seen = new Set<string>();
  const kept = head.headers.filter(({ name }) => {
    const again = name === "content-length" && seen.has(name);
    seen.add(name);
    return name !== "connection" && !again;
  });
  return line + fieldsSize(kept) + 1;
}

export function fieldsSize(headers: readonly Header[]): number {
  return headers.reduce((sum, { name, value }) => sum + name.length + value.length, 0);
}
