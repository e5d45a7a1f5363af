import { backendKeywords } from "./backend.ts";
import { frontendKeywords } from "./frontend.ts";
import type { Keyword, ProxyContext } from "./keyword.ts";
import { routingKeywords } from "./routing.ts";

const refused = [
  "bind",
  "server",
  "server-template",
  "acl",
  "http-request",
  "http-response",
  "http-after-response",
  "tcp-request",
  "tcp-response",
  "redirect",
  "use_backend",
  "monitor",
  "stick",
  "use-server",
  "force-persist",
  "ignore-persist",
  "stick-table",
  "capture",
  "declare",
];

/** In `defaults` that have a name the original takes these. */
export const namedDefaultsOnly: ReadonlySet<string> = new Set([
  "acl",
  "http-request",
  "http-response",
  "http-after-response",
  "tcp-request",
  "tcp-response",
]);

/** What makes no sense as a default: the original refuses it there. */
export const refusedInDefaults: ReadonlySet<string> = new Set(refused);

/** What `defaults` knows beyond the common keywords: whatever later sections may inherit [T]. */
export const defaultsKeywords: readonly Keyword<ProxyContext>[] = [
  ...frontendKeywords,
  ...backendKeywords,
  ...routingKeywords,
].filter((keyword) => !refused.includes(keyword.name));
