import type { RequestHead } from "../../http/head.ts";
import type { Fetch } from "../fetch.ts";
import type { RequestView } from "../view.ts";
import { fieldValues } from "./header.ts";

const textSuffixes = ["beg", "dir", "dom", "end", "len", "reg", "sub"] as const;

/** The request line: method, target and version. */
export const lineFetches: readonly Fetch[] = [
  { name: "method", gives: "text", layer: "request", samples: ofHead((head) => head.method) },
  {
    name: "url",
    gives: "text",
    layer: "request",
    suffixes: textSuffixes,
    samples: ofHead((head) => head.target),
  },
  { name: "path", gives: "text", layer: "request", suffixes: textSuffixes, samples: ofHead(pathOf) },
  { name: "query", gives: "text", layer: "request", samples: ofHead(queryOf) },
  { name: "base", gives: "text", layer: "request", suffixes: textSuffixes, samples: ofHead(baseOf) },
  { name: "req.proto_http", gives: "truth", layer: "request", samples: ({ head }) => [head !== undefined] },
  { name: "req.ver", gives: "text", layer: "request", samples: ofHead(versionOf) },
  { name: "req_ver", gives: "text", layer: "request", samples: ofHead(versionOf) },
];

function ofHead(read: (head: RequestHead) => string | undefined): Fetch["samples"] {
  return ({ head }: RequestView) => {
    const text = head && read(head);
    return text === undefined ? [] : [text];
  };
}

/** Without query and authority; undefined where the target has none (`*`, `host:port`). */
function pathOf({ target, method }: RequestHead): string | undefined {
  const at = target.startsWith("/") ? 0 : method === "CONNECT" ? -1 : pathStart(target);
  if (at < 0) return undefined;
  const end = target.indexOf("?", at);
  return end < 0 ? target.slice(at) : target.slice(at, end);
}

/** Where the path of an absolute target begins; −1: nowhere. */
function pathStart(target: string): number {
  const authority = target.indexOf("://");
  return authority < 0 ? -1 : target.indexOf("/", authority + 3);
}

/** What follows the question mark; undefined without one. */
export function queryOf({ target }: RequestHead): string | undefined {
  const at = target.indexOf("?");
  return at < 0 ? undefined : target.slice(at + 1);
}

function baseOf(head: RequestHead): string | undefined {
  const [host] = fieldValues(head, "host");
  const path = pathOf(head);
  return host === undefined ? path : host + (path ?? "");
}

function versionOf(head: RequestHead): string {
  return head.version.slice("HTTP/".length);
}
