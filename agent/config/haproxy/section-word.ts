import type { Text } from "../../base/text.ts";
import { keepAliveWords } from "./keep-alive.ts";
import {
  endsAt,
  type Keyword,
  looseNumber,
  neededWord,
  type ProxyContext,
  refuse,
  wordAt,
} from "./keyword.ts";

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
  ...keepAliveWords,
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
