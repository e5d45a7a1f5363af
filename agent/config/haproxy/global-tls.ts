import type { BindDraft } from "./bind-draft.ts";
import { tlsOptionWords } from "./bind-word.ts";
import { globalServerTlsKeywords } from "./global-server-tls.ts";
import { endsAt, type Keyword, type LineContext, neededWord, refuse, wordAt } from "./keyword.ts";

/** What `global` says of TLS: defaults for the `bind` lines behind it [T]. */
export const globalTlsKeywords: readonly Keyword[] = [
  { name: "crt-base", read: (context) => readFolder(context, "certificateFolder") },
  { name: "ca-base", read: (context) => readFolder(context, "authorityFolder") },
  { name: "ssl-default-bind-ciphers", read: (context) => readList(context, "ciphers") },
  { name: "ssl-default-bind-ciphersuites", read: (context) => readList(context, "suites") },
  { name: "ssl-default-bind-curves", read: (context) => readList(context, "curves") },
  { name: "ssl-default-bind-options", read: readOptions },
  ...globalServerTlsKeywords,
];

function readFolder(context: LineContext, key: "certificateFolder" | "authorityFolder"): void {
  const folder = neededWord(context, 1);
  if (folder !== undefined && endsAt(context, 2)) context.file.global[key] = folder;
}

function readList(context: LineContext, field: "ciphers" | "suites" | "curves"): void {
  const value = neededWord(context, 1);
  if (value !== undefined && endsAt(context, 2)) context.file.global.tlsDefaults[field] = value;
}

function readOptions(context: LineContext): void {
  if (neededWord(context, 1) === undefined) return;
  const { tlsDefaults } = context.file.global;
  const draft: BindDraft = { ...tlsDefaults, tls: false, certificates: [] };
  for (let at = 1; at < context.words.length; at++) {
    const word = tlsOptionWords.find((candidate) => candidate.name === wordAt(context, at));
    if (!word) {
      refuse(context, at, "ERR_CONFIG_KEYWORD", {
        fr: `"${wordAt(context, at)}" n'est pas une option de TLS : ${tlsOptionWords.map(({ name }) => name).join(", ")}.`,
        en: `"${wordAt(context, at)}" is not an option of TLS: ${tlsOptionWords.map(({ name }) => name).join(", ")}.`,
      });
      return;
    }
    if (!word.read(context, at, draft)) return;
    at += word.takes;
  }
  const { tickets, clientOrder, versions } = draft;
  Object.assign(tlsDefaults, {
    versions,
    ...(tickets === undefined ? {} : { tickets }),
    ...(clientOrder === undefined ? {} : { clientOrder }),
  });
}
