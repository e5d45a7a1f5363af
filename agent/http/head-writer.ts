import { latin1Bytes } from "./bytes.ts";
import { says } from "./connection-words.ts";
import { writeFields } from "./field-writer.ts";
import type { RequestHead, ResponseHead } from "./head.ts";
import type { OutBuffer } from "./out-buffer.ts";
import type { RequestScan } from "./request-scan.ts";
import type { ResponseScan } from "./response-scan.ts";

const lineEnd = latin1Bytes("\r\n");
const closeLine = latin1Bytes("connection: close\r\n");
const keepLine = latin1Bytes("connection: keep-alive\r\n");

export interface RequestRewrite {
  /** The whole line of X-Forwarded-For. */
  readonly forwarded: Uint8Array | undefined;
  /** The server shall close after its response: `http-server-close`, `httpclose`. */
  readonly close: boolean;
  /** Bits of `without`. */
  readonly leftOut: number;
}

/**
 * The head that goes to the server. `connection` is ours, hop by hop: RFC 9110 §7.6.1.
 * @param head as the rules left it; undefined: as it came
 */
export function writeRequest(
  out: OutBuffer,
  scan: RequestScan,
  head: RequestHead | undefined,
  { forwarded, close, leftOut }: RequestRewrite,
): void {
  out.reserve(scan.fieldsEnd - scan.lineStart + 128);
  // A later minor version is spoken as 1.1: RFC 9110 §2.5.
  const version = scan.minor > 1 ? "HTTP/1.1" : scan.version;
  const asItCame = head === undefined || (head.target === scan.target && head.method === scan.method);
  if (asItCame && scan.minor < 2) out.bytes(scan.room.bytes, scan.lineStart, scan.fieldsStart);
  else out.text(`${head?.method ?? scan.method} ${head?.target ?? scan.target} ${version}\r\n`);
  writeFields(out, scan, head?.headers, leftOut);
  if (forwarded) out.bytes(forwarded);
  // None beside an upgrade, which must not be torn apart.
  if (!scan.facts.has(says.upgrade)) {
    if (close) out.bytes(closeLine);
    else if (!scan.isVersion11) out.bytes(keepLine);
  }
  out.bytes(lineEnd);
}

export interface ResponseRewrite {
  readonly close: boolean;
  /** The client speaks HTTP/1.0: it must be told that the connection stays open. */
  readonly clientVersion11: boolean;
  /** Bits of `without`. */
  readonly leftOut: number;
}

/**
 * The head that goes to the client.
 * @param head as the rules left it; undefined: as it came
 */
export function writeResponse(
  out: OutBuffer,
  scan: ResponseScan,
  head: ResponseHead | undefined,
  { close, clientVersion11, leftOut }: ResponseRewrite,
): void {
  out.reserve(scan.fieldsEnd - scan.lineStart + 128);
  const asItCame = head === undefined || (head.status === scan.status && head.reason === scan.reason);
  // A status without a reason has its blank nevertheless.
  const whole = scan.minor < 2 && scan.lineEnd - scan.lineStart > "HTTP/1.1 200".length;
  if (asItCame && whole) out.bytes(scan.room.bytes, scan.lineStart, scan.fieldsStart);
  else {
    const version = scan.minor > 1 ? "HTTP/1.1" : scan.version;
    out.text(`${version} ${head?.status ?? scan.status} ${head?.reason ?? scan.reason}\r\n`);
  }
  writeFields(out, scan, head?.headers, leftOut);
  if (!scan.facts.has(says.upgrade)) {
    // To an HTTP/1.0 response or client "close" is what happens anyhow.
    if (close && scan.isVersion11) out.bytes(closeLine);
    else if (!close && !clientVersion11) out.bytes(keepLine);
  }
  out.bytes(lineEnd);
}
