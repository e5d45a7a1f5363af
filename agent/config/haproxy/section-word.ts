import type { Text } from "../../base/text.ts";
import {
  endsAt,
  type Keyword,
  looseNumber,
  neededWord,
  type ProxyContext,
  refuse,
  wordAt,
} from "./keyword.ts";
import { parseTime } from "./time.ts";

const keepAlive: Text = {
  fr: "les sondes de TCP suivent les réglages du système (net.ipv4.tcp_keepalive_…)",
  en: "TCP's probes follow the settings of the system (net.ipv4.tcp_keepalive_…)",
};
const description: Text = {
  fr: "la page de statistiques montre les noms des sections",
  en: "the statistics page shows the names of sections",
};

/** What may be said of a section as a whole [T]. */
export const sectionWords: readonly Keyword<ProxyContext>[] = [
  { name: "disabled", read: (context) => setDisabled(context, true) },
  { name: "enabled", read: (context) => setDisabled(context, false) },
  { name: "log-tag", read: readLogTag },
  { name: "backlog", side: "front", read: readBacklog },
  { name: "clitcpka-cnt", side: "front", noted: keepAlive, read: needNumber },
  { name: "clitcpka-idle", side: "front", noted: keepAlive, read: needTime },
  { name: "clitcpka-intvl", side: "front", noted: keepAlive, read: needTime },
  { name: "srvtcpka-cnt", side: "back", noted: keepAlive, read: needNumber },
  { name: "srvtcpka-idle", side: "back", noted: keepAlive, read: needTime },
  { name: "srvtcpka-intvl", side: "back", noted: keepAlive, read: needTime },
];

/** What `defaults` does not take. */
export const ownSectionWords: readonly Keyword<ProxyContext>[] = [
  { name: "id", read: readId },
  { name: "description", noted: description, read: (context) => void neededWord(context, 1) },
];

function setDisabled(context: ProxyContext, disabled: boolean): void {
  if (endsAt(context, 1)) context.proxy.disabled = disabled;
}

function readLogTag(context: ProxyContext): void {
  const tag = neededWord(context, 1);
  if (tag !== undefined) context.proxy.logTag = tag;
}

function readBacklog(context: ProxyContext): void {
  if (neededWord(context, 1) === undefined || !endsAt(context, 2)) return;
  const backlog = looseNumber(context, 1, "backlog");
  if (backlog > 0) context.proxy.backlog = backlog;
}

function readId(context: ProxyContext): void {
  if (!endsAt(context, 2)) return;
  const id = Number(/^\d+/.exec(wordAt(context, 1))?.[0] ?? 0);
  if (id > 0) context.proxy.id = id;
  else {
    refuse(context, 1, "ERR_CONFIG_RANGE", {
      fr: `"id" attend un nombre à partir de 1, pas "${wordAt(context, 1)}".`,
      en: `"id" expects a number from 1 on, not "${wordAt(context, 1)}".`,
    });
  }
}

function needNumber(context: ProxyContext): void {
  if (/^\d+$/.test(wordAt(context, 1))) return;
  refuse(context, 1, "ERR_CONFIG_VALUE", {
    fr: `"${wordAt(context, 0)}" attend un nombre, pas "${wordAt(context, 1)}".`,
    en: `"${wordAt(context, 0)}" expects a number, not "${wordAt(context, 1)}".`,
  });
}

function needTime(context: ProxyContext): void {
  if (parseTime(wordAt(context, 1)).kind === "time") return;
  refuse(context, 1, "ERR_CONFIG_VALUE", {
    fr: `"${wordAt(context, 0)}" attend une durée comme 30s, pas "${wordAt(context, 1)}".`,
    en: `"${wordAt(context, 0)}" expects a time like 30s, not "${wordAt(context, 1)}".`,
  });
}
