import { latin1Bytes } from "./bytes.ts";
import type { ResponseHead } from "./head.ts";
import { responseParser } from "./head-parser.ts";

/** A ready-made answer: what an `errorfile` holds. */
export interface Reply {
  readonly head: ResponseHead;
  readonly body: string;
}

/** Reads an errorfile; lines of its head may end with LF alone. Undefined when it is no HTTP response. */
export function parseReply(text: string): Reply | undefined {
  const end = /\r?\n\r?\n/.exec(text);
  if (!end) return undefined;
  const lines = text.slice(0, end.index).replaceAll(/\r?\n/g, "\r\n");
  const parsed = responseParser().push(latin1Bytes(`${lines}\r\n\r\n`));
  return parsed.kind === "head"
    ? { head: parsed.head, body: text.slice(end.index + end[0].length) }
    : undefined;
}
