import { backendKeywords } from "./backend.ts";
import { frontendKeywords } from "./frontend.ts";
import type { Keyword, ProxyContext } from "./keyword.ts";

const refused = ["bind", "server", "acl", "use_backend"];

/** What makes no sense as a default: the original refuses it there. */
export const refusedInDefaults: ReadonlySet<string> = new Set(refused);

/** What `defaults` knows beyond the common keywords: whatever later sections may inherit [T]. */
export const defaultsKeywords: readonly Keyword<ProxyContext>[] = [
  ...frontendKeywords,
  ...backendKeywords,
].filter((keyword) => !refused.includes(keyword.name));
