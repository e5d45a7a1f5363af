import { backendKeywords } from "./backend.ts";
import { commonKeywords } from "./common.ts";
import { defaultsKeywords } from "./defaults.ts";
import type { ProxyKind } from "./draft.ts";
import { frontendKeywords } from "./frontend.ts";
import { globalKeywords } from "./global.ts";
import type { Keyword, ProxyContext } from "./keyword.ts";
import { routingKeywords } from "./routing.ts";
import { ownSectionWords } from "./section-word.ts";

export { globalKeywords };

/** The keywords of rules that stand in this half of a proxy. */
function sideOf(half: "front" | "back"): readonly Keyword<ProxyContext>[] {
  return routingKeywords.filter(({ side }) => side === undefined || side === half);
}

/** Which keywords stand in which section; `listen` is both halves [T]. */
export const proxyKeywords: Readonly<Record<ProxyKind, readonly Keyword<ProxyContext>[]>> = {
  defaults: [...commonKeywords, ...defaultsKeywords],
  frontend: [...commonKeywords, ...ownSectionWords, ...frontendKeywords, ...sideOf("front")],
  backend: [...commonKeywords, ...ownSectionWords, ...backendKeywords, ...sideOf("back")],
  listen: [
    ...commonKeywords,
    ...ownSectionWords,
    ...frontendKeywords,
    ...backendKeywords,
    ...routingKeywords,
  ],
};
