import { hashOf } from "../../balance/hash.ts";
import type { RequestHead } from "../../http/head.ts";
import type { Fetch } from "../fetch.ts";
import { casts, type Sample } from "../sample.ts";
import type { RequestView } from "../view.ts";
import { fieldValues } from "./header.ts";
import { plain, textSuffixes } from "./row.ts";
import { authorityOf, originPath, pathOf, queryOf } from "./target.ts";

/** The request line, and the first line of a response. */
export const lineFetches: readonly Fetch[] = [
  { ...ofHead("method", ({ method }) => method), lasts: true },
  withMatches(ofHead("url", ({ target }) => target)),
  withMatches(ofHead("path", pathOf)),
  ofHead("pathq", originPath),
  ofHead("query", queryOf),
  withMatches(ofHead("base", (head) => baseOf(head, pathOf(head)))),
  ofHead("baseq", (head) => baseOf(head, originPath(head))),
  ofHead("req.ver", versionOf),
  ofHead("req_ver", versionOf),
  plain("url_ip", "address", "request", ({ head }) => head && urlAddress(head)),
  plain("url_port", "number", "request", ({ head }) => head && urlPort(head)),
  plain("base32", "number", "request", base32),
  plain("base32+src", "binary", "request", (view) => withSource(base32(view), view)),
  plain("url32", "number", "request", url32),
  plain("url32+src", "binary", "request", (view) => withSource(url32(view), view)),
  {
    ...plain("status", "number", "response", ({ transaction }) => transaction?.response?.status),
    lasts: true,
  },
  ...["res.ver", "resp_ver"].map((name) =>
    plain(name, "text", "response", ({ transaction }) =>
      transaction?.response?.version.slice("HTTP/".length),
    ),
  ),
];

function ofHead(name: string, read: (head: RequestHead) => string | undefined): Fetch {
  return plain(name, "text", "request", ({ head }) => head && read(head));
}

function withMatches(fetch: Fetch): Fetch {
  return { ...fetch, suffixes: textSuffixes };
}

function baseOf(head: RequestHead, path: string | undefined): string | undefined {
  const [host] = fieldValues(head, "host");
  return host === undefined ? path : host + (path ?? "");
}

function versionOf(head: RequestHead): string {
  return head.version.slice("HTTP/".length);
}

function urlAddress(head: RequestHead): Sample | undefined {
  const authority = authorityOf(head);
  return authority === undefined ? undefined : casts.address(authority.replace(/:\d*$/, ""));
}

function urlPort(head: RequestHead): number | undefined {
  const authority = authorityOf(head);
  return authority === undefined ? undefined : Number(/:(\d+)$/.exec(authority)?.[1] ?? 80);
}

const spread = { function: "sdbm", avalanche: true } as const;

/** The hash of host and path, spread over 32 bits. */
function base32({ head }: RequestView): number | undefined {
  if (!head) return undefined;
  return hashOf(baseOf(head, pathOf(head)) ?? "", spread);
}

function url32({ head }: RequestView): number | undefined {
  if (!head) return undefined;
  return hashOf(baseOf(head, originPath(head)) ?? "", spread);
}

/** The hash in network order, and the client's address behind it. */
function withSource(hash: number | undefined, { connection }: RequestView): string | undefined {
  const address = casts.address(connection.clientAddress);
  if (hash === undefined || address === undefined) return undefined;
  return (casts.binary(hash) as string).slice(4) + (casts.binary(address) as string);
}
