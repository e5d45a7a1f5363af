import { didYouMean } from "../../base/nearest.ts";
import type { ServerDraft } from "./draft.ts";
import { neededWord, noteWord, type ProxyContext, refuse, wordAt } from "./keyword.ts";
import { knownServerFlags, knownServerWords } from "./known.ts";
import { serverCheckWords } from "./server-check-word.ts";
import { serverLimitWords } from "./server-limit-word.ts";
import { serverNameWords } from "./server-name-word.ts";
import { serverNoteWords } from "./server-note-word.ts";
import { serverPoolWords } from "./server-pool-word.ts";
import { serverProxyWords } from "./server-proxy-word.ts";
import { serverTlsWords } from "./server-tls-word.ts";
import { flag, type ServerWord } from "./server-word-kind.ts";
import { sourceWord } from "./source.ts";

/** The words of `server` and `default-server` [T]. */
export const serverWords: readonly ServerWord[] = [
  flag("backup", (draft) => (draft.backup = true)),
  flag("no-backup", (draft) => (draft.backup = false)),
  flag("disabled", (draft) => (draft.disabled = true)),
  flag("enabled", (draft) => delete draft.disabled),
  flag("non-stick", (draft) => (draft.nonStick = true)),
  flag("stick", (draft) => delete draft.nonStick),
  { name: "cookie", takes: 1, read: readCookie },
  { name: "redir", takes: 1, read: readRedirect },
  ...serverLimitWords,
  ...serverCheckWords,
  ...serverProxyWords,
  ...serverTlsWords,
  ...serverPoolWords,
  sourceWord,
  ...serverNameWords,
  ...serverNoteWords,
];

/** Reads the words from `first` on into the draft; false when one was refused. */
export function readServerWords(context: ProxyContext, first: number, draft: ServerDraft): boolean {
  for (let at = first; at < context.words.length; at++) {
    const name = wordAt(context, at);
    const word = serverWords.find((candidate) => candidate.name === name);
    if (word) {
      if (!word.read(context, at, draft)) return false;
      if (word.noted) noteWord(context, at, word.noted);
      at += word.takes;
    } else if (knownServerFlags.has(name) || knownServerWords.has(name)) {
      const why = knownServerFlags.get(name) ?? knownServerWords.get(name);
      context.report.unsupported(context.place(at), `server … ${name}`, why);
      if (knownServerWords.has(name)) at++;
    } else return refuseWord(context, at, name);
  }
  return true;
}

function refuseWord(context: ProxyContext, at: number, name: string): false {
  const known = [
    ...serverWords.map((word) => word.name),
    ...knownServerFlags.keys(),
    ...knownServerWords.keys(),
  ];
  const hint = didYouMean(name, known);
  refuse(context, at, "ERR_CONFIG_KEYWORD", {
    fr: `"${name}" n'est pas une option de "${wordAt(context, 0)}".${hint.fr}`,
    en: `"${name}" is not an option of "${wordAt(context, 0)}".${hint.en}`,
  });
  return false;
}

function readCookie(context: ProxyContext, at: number, draft: ServerDraft): boolean {
  const value = wordAt(context, at + 1);
  if (value !== "") {
    draft.cookie = value;
    return true;
  }
  refuse(context, at + 1, "ERR_CONFIG_VALUE", {
    fr: '"cookie" attend la valeur qui désigne ce serveur : "cookie s1".',
    en: '"cookie" expects the value that stands for this server: "cookie s1".',
  });
  return false;
}

function readRedirect(context: ProxyContext, at: number, draft: ServerDraft): boolean {
  const prefix = neededWord(context, at + 1);
  if (prefix !== undefined) draft.redirect = prefix;
  return prefix !== undefined;
}
