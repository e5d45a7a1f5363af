import { latin1Bytes } from "./bytes.ts";
import { says } from "./connection-words.ts";
import { passesWhole, without, writeFields } from "./field-writer.ts";
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
  const changes = head !== undefined || leftOut !== without.nothing || scan.minor > 1;
  if (!changes && passesWhole(scan) && lendRequest(out, scan, forwarded, close)) return;
  out.reserve(scan.fieldsEnd - scan.lineStart + 128);
  // A later minor version is spoken as 1.1: RFC 9110 §2.5.
  const version = scan.minor > 1 ? "HTTP/1.1" : scan.version;
  const asItCame = head === undefined || (head.target === scan.target && head.method === scan.method);
  if (asItCame && scan.minor < 2) out.bytes(scan.room.bytes, scan.lineStart, scan.fieldsStart);
  else out.text(`${head?.method ?? scan.method} ${head?.target ?? scan.target} ${version}\r\n`);
  writeFields(out, scan, head, leftOut);
  if (forwarded) out.bytes(forwarded);
  // None beside an upgrade, which must not be torn apart.
  if (!scan.facts.has(says.upgrade)) {
    if (close) out.bytes(closeLine);
    else if (!scan.isVersion11) out.bytes(keepLine);
  }
  out.bytes(lineEnd);
}

/**
 * A head that passes as it came leaves from where it is: what we add is written behind it, in its own memory. False:
 * there is no room for that.
 */
function lendRequest(
  out: OutBuffer,
  scan: RequestScan,
  forwarded: Uint8Array | undefined,
  close: boolean,
): boolean {
  const { room, fieldsEnd, lineStart } = scan;
  const addedBytes = (forwarded?.length ?? 0) + keepLine.length + lineEnd.length;
  if (lineStart > 0 || room.isLent || fieldsEnd + addedBytes > room.bytes.length) return false;
  let end = forwarded ? room.write(fieldsEnd, forwarded) : fieldsEnd;
  if (close) end = room.write(end, closeLine);
  else if (!scan.isVersion11) end = room.write(end, keepLine);
  end = room.write(end, lineEnd);
  out.lend(room.piece(end), 0, end);
  return true;
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
  const { room, lineStart, lineEnd: startEnd, fieldsStart, fieldsEnd } = scan;
  // To an HTTP/1.0 response or client "close" is what happens anyhow.
  const added = close ? (scan.isVersion11 ? closeLine : undefined) : clientVersion11 ? undefined : keepLine;
  // A status without a reason has its blank nevertheless.
  const whole = scan.minor < 2 && startEnd - lineStart > "HTTP/1.1 200".length;
  const changes = head !== undefined || leftOut !== without.nothing || added !== undefined;
  if (!changes && whole && passesWhole(scan)) {
    if (room.isLent) out.lend(room.bytes, lineStart, fieldsEnd + lineEnd.length);
    else out.bytes(room.bytes, lineStart, fieldsEnd + lineEnd.length);
    return;
  }
  out.reserve(fieldsEnd - lineStart + 128);
  const asItCame = head === undefined || (head.status === scan.status && head.reason === scan.reason);
  if (asItCame && whole) out.bytes(room.bytes, lineStart, fieldsStart);
  else {
    const version = scan.minor > 1 ? "HTTP/1.1" : scan.version;
    out.text(`${version} ${head?.status ?? scan.status} ${head?.reason ?? scan.reason}\r\n`);
  }
  writeFields(out, scan, head, leftOut);
  if (added && !scan.facts.has(says.upgrade)) out.bytes(added);
  out.bytes(lineEnd);
}
