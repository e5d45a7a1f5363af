import { isAmbiguous } from "./framing.ts";
import {
  type Header,
  isVersion11,
  type RequestHead,
  type ResponseHead,
  tokensOf,
  trimBlanks,
} from "./head.ts";

export interface RequestRewrite {
  /** The client's address, for X-Forwarded-For. */
  readonly forwardedFor?: string;
  /** The server shall close after its response: `http-server-close`, `httpclose`. */
  readonly close: boolean;
}

/** The head that goes to the server, as bytes in a string. `connection` is ours, hop by hop: RFC 9110 §7.6.1. */
export function requestText(head: RequestHead, rewrite: RequestRewrite): string {
  const headers = passedOn(head);
  if (rewrite.forwardedFor !== undefined)
    headers.push({ name: "x-forwarded-for", value: rewrite.forwardedFor });
  headers.push(...connection(head, rewrite.close ? "close" : isVersion11(head) ? undefined : "keep-alive"));
  // A later minor version is spoken as 1.1: RFC 9110 §2.5.
  const version = isVersion11(head) ? "HTTP/1.1" : head.version;
  return `${head.method} ${head.target} ${version}\r\n${fieldText(headers)}\r\n`;
}

export interface ResponseRewrite {
  readonly close: boolean;
  /** The client speaks HTTP/1.0: it must be told that the connection stays open. */
  readonly clientVersion11: boolean;
}

/** The head that goes to the client. */
export function responseText(head: ResponseHead, rewrite: ResponseRewrite): string {
  const headers = passedOn(head);
  const says = rewrite.close ? "close" : rewrite.clientVersion11 ? undefined : "keep-alive";
  // To an HTTP/1.0 response or client "close" is what happens anyhow.
  const silent = rewrite.close && !isVersion11(head);
  headers.push(...connection(head, silent ? undefined : says));
  const version = isVersion11(head) ? "HTTP/1.1" : head.version;
  return `${version} ${head.status} ${head.reason}\r\n${fieldText(headers)}\r\n`;
}

/** One field a line; also the form of trailers. */
export function fieldText(headers: readonly Header[]): string {
  let text = "";
  for (const header of headers) text += `${header.name}: ${header.value}\r\n`;
  return text;
}

/**
 * The fields that pass on: without what is said of this hop only, and without what could be read in two ways.
 * Length and host pass on once, however often they are there: those that differ have been refused.
 */
export function passedOn(head: RequestHead | ResponseHead): Header[] {
  const headers: Header[] = [];
  let [lengthSeen, hostSeen] = [false, false];
  for (const header of head.headers) {
    const { name, value } = header;
    if (name === "connection") {
      const kept = keptWords(value);
      if (kept !== "") headers.push({ name, value: kept });
      continue;
    }
    if (name === "content-length") {
      if (!lengthSeen && !isAmbiguous(head)) headers.push({ name, value: firstOf(value) });
      lengthSeen = true;
      continue;
    }
    if (name !== "host" || !hostSeen) headers.push(header);
    hostSeen ||= name === "host";
  }
  return headers;
}

/** Of a list of equal lengths one is left. */
function firstOf(lengths: string): string {
  return lengths.includes(",") ? trimBlanks(lengths.split(",", 1)[0] ?? "") : lengths;
}

/** What the message says of its connection, without `close` and `keep-alive`: these are ours to say. */
function keptWords(value: string): string {
  const words = value.split(",").map(trimBlanks);
  return words.filter((word) => !/^(close|keep-alive|)$/i.test(word)).join(", ");
}

/** Our own word on the connection; none beside an upgrade, which must not be torn apart. */
function connection(head: RequestHead | ResponseHead, ours: string | undefined): readonly Header[] {
  if (ours === undefined || tokensOf(head, "connection").includes("upgrade")) return [];
  return [{ name: "connection", value: ours }];
}
