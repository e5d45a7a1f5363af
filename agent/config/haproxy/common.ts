import { compressionKeyword } from "./compression.ts";
import { errorKeywords } from "./error-reply.ts";
import { endsAt, type Keyword, type ProxyContext, refuse, wordAt } from "./keyword.ts";
import { readProxyLog } from "./log.ts";
import { emailAlertKeyword } from "./mailers.ts";
import { readOption } from "./option.ts";
import { sectionWords } from "./section-word.ts";
import { readStats } from "./stats-page.ts";
import { readTimeout } from "./timeout.ts";

/** The keywords that every kind of proxy section knows [T]. */
export const commonKeywords: readonly Keyword<ProxyContext>[] = [
  { name: "mode", read: readMode },
  { name: "log", read: readProxyLog },
  { name: "option", read: readOption },
  {
    name: "timeout",
    read: readTimeout,
  },
  ...errorKeywords,
  emailAlertKeyword,
  compressionKeyword,
  ...sectionWords,
  { name: "stats", read: readStats },
  {
    name: "bind-process",
    noted: { fr: "bascule travaille dans un seul processus", en: "bascule works in one process" },
    read: (context) => {
      context.report.originalWarns = true;
    },
  },
];

function readMode(context: ProxyContext): void {
  const mode = wordAt(context, 1);
  if (!endsAt(context, 2)) return;
  if (mode === "http" || mode === "tcp") {
    context.proxy.mode = mode;
    return;
  }
  refuse(context, 1, "ERR_CONFIG_VALUE", {
    fr: `"mode ${mode}" n'existe pas. Écrivez "mode http" ou "mode tcp".`,
    en: `"mode ${mode}" does not exist. Write "mode http" or "mode tcp".`,
  });
}
