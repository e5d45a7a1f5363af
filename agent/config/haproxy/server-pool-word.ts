import type { Text } from "../../base/text.ts";
import type { ServerDraft } from "./draft.ts";
import { looseNumber, type ProxyContext, refuse, wordAt } from "./keyword.ts";
import { count, type ServerWord, time } from "./server-word-kind.ts";

const http1: Text = {
  fr: "HAProxy non plus ne compte pas les requêtes d'une connexion en HTTP/1",
  en: "HAProxy does not count the requests of a connection in HTTP/1 either",
};
const threads: Text = {
  fr: "bascule travaille dans un seul fil : les connexions ne sont pas réparties",
  en: "bascule works in one thread: connections are not shared out",
};

/** How many idle connections of a server are kept, and how long [T]. */
export const serverPoolWords: readonly ServerWord[] = [
  { name: "pool-max-conn", takes: 1, read: readMaximum },
  time("pool-purge-delay", (draft, ms) => (draft.purgeMs = ms), 0),
  { ...count("max-reuse", () => {}), noted: http1, read: needsValue },
  { ...count("pool-low-conn", () => {}), noted: threads, read: needsValue },
];

function readMaximum(context: ProxyContext, at: number, draft: ServerDraft): boolean {
  if (!needsValue(context, at)) return false;
  if (/^-1$/.test(wordAt(context, at + 1))) delete draft.idleMaximum;
  else draft.idleMaximum = looseNumber(context, at + 1, "pool-max-conn");
  if ((draft.idleMaximum ?? 0) >= 0) return true;
  refuse(context, at + 1, "ERR_CONFIG_RANGE", {
    fr: '"pool-max-conn" attend -1 (sans limite) ou un nombre à partir de 0.',
    en: '"pool-max-conn" expects -1 (no limit) or a number from 0 on.',
  });
  return false;
}

function needsValue(context: ProxyContext, at: number): boolean {
  if (wordAt(context, at + 1) !== "") return true;
  refuse(context, at + 1, "ERR_CONFIG_VALUE", {
    fr: `"${wordAt(context, at)}" attend un nombre.`,
    en: `"${wordAt(context, at)}" expects a number.`,
  });
  return false;
}
