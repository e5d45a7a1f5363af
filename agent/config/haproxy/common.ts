import { endsAt, type Keyword, type ProxyContext, refuse, wordAt } from "./keyword.ts";
import { readProxyLog } from "./log.ts";
import { readOption } from "./option.ts";
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
  { name: "errorfile", read: readErrorFile },
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

/** The statuses that haproxy 2.6 lets a file answer for. */
const fileStatuses = [
  200, 400, 401, 403, 404, 405, 407, 408, 410, 413, 421, 422, 425, 429, 500, 501, 502, 503, 504,
];

function readErrorFile(context: ProxyContext): void {
  const status = Number(wordAt(context, 1));
  const file = wordAt(context, 2);
  if (file === "" || !fileStatuses.includes(status)) {
    refuse(context, file === "" ? context.words.length : 1, "ERR_CONFIG_VALUE", {
      fr: `"errorfile" attend un état et un fichier : "errorfile 503 /etc/haproxy/errors/503.http". États : ${fileStatuses.join(", ")}.`,
      en: `"errorfile" expects a status and a file: "errorfile 503 /etc/haproxy/errors/503.http". Statuses: ${fileStatuses.join(", ")}.`,
    });
    return;
  }
  if (context.words.length > 3) {
    context.report.mistake(context.place(3), "ERR_CONFIG_SYNTAX", {
      fr: `HAProxy ne lit pas "${wordAt(context, 3)}" après le fichier. Retirez ce mot.`,
      en: `HAProxy does not read "${wordAt(context, 3)}" behind the file. Remove this word.`,
    });
  }
  context.proxy.errorFiles[status] = file;
  context.file.needs.push({ kind: "error-file", value: file, ...context.place(2) });
}
