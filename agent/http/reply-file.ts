import { latin1Bytes } from "./bytes.ts";
import { ResponseScan } from "./response-scan.ts";

/** A ready-made answer: what an `errorfile` holds. */
export interface Reply {
  readonly scan: ResponseScan;
  readonly body: Uint8Array;
}

/** Reads an errorfile; lines of its head may end with LF alone. Undefined when it is no HTTP response. */
export function parseReply(text: string): Reply | undefined {
  const end = /\r?\n\r?\n/.exec(text);
  if (!end) return undefined;
  const lines = text.slice(0, end.index).replaceAll(/\r?\n/g, "\r\n");
  const scan = new ResponseScan();
  if (scan.push(latin1Bytes(`${lines}\r\n\r\n`)) !== "head") return undefined;
  return { scan, body: latin1Bytes(text.slice(end.index + end[0].length)) };
}
