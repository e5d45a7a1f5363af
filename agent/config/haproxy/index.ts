import { backendKeywords } from "./backend.ts";
import { commonKeywords } from "./common.ts";
import { defaultsKeywords } from "./defaults.ts";
import type { ProxyKind } from "./draft.ts";
import { frontendKeywords } from "./frontend.ts";
import { globalKeywords } from "./global.ts";
import type { Keyword, ProxyContext } from "./keyword.ts";

export { globalKeywords };

/** Which keywords stand in which section; `listen` is both halves [T]. */
export const proxyKeywords: Readonly<Record<ProxyKind, readonly Keyword<ProxyContext>[]>> = {
  defaults: [...commonKeywords, ...defaultsKeywords],
  frontend: [...commonKeywords, ...frontendKeywords],
  backend: [...commonKeywords, ...backendKeywords],
  listen: [...commonKeywords, ...frontendKeywords, ...backendKeywords],
};
