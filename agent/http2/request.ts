import { latin1Bytes } from "../http/bytes.ts";

/** A header list as HPACK gives it: names and values by turns, those with a colon first. */
type FieldList = readonly string[];

export interface OpenedStream {
  readonly fields: FieldList;
  /** END_STREAM came with the headers: no body follows. */
  readonly ended: boolean;
}

/** What a stream becomes for the balancer: a request of HTTP/1.1. */
export interface RequestBytes {
  readonly head: Uint8Array;
  readonly method: string;
  /** The body goes in chunks; else as it is, or there is none. */
  readonly chunked: boolean;
}

/** RFC 9113 §8.3.1. */
const pseudo: ReadonlySet<string> = new Set([":method", ":scheme", ":authority", ":path"]);
/** Of one hop of HTTP/1: a request that has them is malformed, RFC 9113 §8.2.2. */
const ofConnection: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "transfer-encoding",
  "upgrade",
]);
const token = /^[!#$%&'*+\-.^_`|~0-9a-z]+$/;
const methodToken = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** What would begin another line, or end a word of the first one. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const breaksLine = /[\x00\r\n]/;
const visible = /^[!-~\x80-\xff]+$/;

/**
 * The request of a stream in the form of HTTP/1.1: RFC 9113 §8.3, as an intermediary writes it down (§10.3: nothing of it
 * may become a line of its own). Undefined: it is malformed.
 */
export function requestBytes({ fields, ended }: OpenedStream): RequestBytes | undefined {
  const list = pairsOf(fields);
  const named = pseudoFields(list);
  const headers = list.filter(([name]) => !name.startsWith(":"));
  if (!named || !headers.every(isSound)) return undefined;
  const target = targetOf(named);
  const authority = named[":authority"];
  const host = authority ?? fieldOf(headers, "host");
  if (target === undefined || (authority !== undefined && !isAuthority(authority))) return undefined;
  const method = named[":method"] ?? "";
  const chunked = !ended && method !== "CONNECT" && fieldOf(headers, "content-length") === undefined;
  const lines = [`${method} ${target} HTTP/1.1`];
  if (host !== undefined) lines.push(`host: ${host}`);
  lines.push(...fieldLines(headers));
  if (chunked) lines.push("transfer-encoding: chunked");
  return { head: latin1Bytes(`${lines.join("\r\n")}\r\n\r\n`), method, chunked };
}

type Field = readonly [name: string, value: string];

function pairsOf(fields: FieldList): readonly Field[] {
  return Array.from({ length: fields.length / 2 }, (_, at) => [
    fields[2 * at] ?? "",
    fields[2 * at + 1] ?? "",
  ]);
}

/** Those with a colon: known, once each, and before all others. */
function pseudoFields(list: readonly Field[]): Readonly<Record<string, string>> | undefined {
  const named: Record<string, string> = {};
  let regular = false;
  for (const [name, value] of list) {
    if (!name.startsWith(":")) regular = true;
    else if (regular || !pseudo.has(name) || name in named) return undefined;
    else named[name] = value;
  }
  return methodToken.test(named[":method"] ?? "") ? named : undefined;
}

function targetOf(named: Readonly<Record<string, string>>): string | undefined {
  const { ":method": method, ":path": path, ":scheme": scheme, ":authority": authority } = named;
  if (method === "CONNECT") return path === undefined && scheme === undefined ? authority : undefined;
  if (scheme === undefined || path === undefined) return undefined;
  const sound = path.startsWith("/") || (path === "*" && method === "OPTIONS");
  return sound && visible.test(path) ? path : undefined;
}

function isAuthority(text: string): boolean {
  return visible.test(text) && !text.includes("@");
}

function isSound([name, value]: Field): boolean {
  if (!token.test(name) || breaksLine.test(value) || ofConnection.has(name)) return false;
  return name !== "te" || value.toLowerCase() === "trailers";
}

function fieldOf(list: readonly Field[], name: string): string | undefined {
  return list.find(([one]) => one === name)?.[1];
}

/** A cookie may come in crumbs; HTTP/1.1 has one line for it: RFC 9113 §8.2.3. The host has been written. */
function fieldLines(headers: readonly Field[]): readonly string[] {
  const cookies = headers.filter(([name]) => name === "cookie").map(([, value]) => value);
  const others = headers.filter(([name]) => name !== "cookie" && name !== "host");
  const lines = others.map(([name, value]) => `${name}: ${value}`);
  return cookies.length > 0 ? [...lines, `cookie: ${cookies.join("; ")}`] : lines;
}
