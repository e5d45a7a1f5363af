import { endsAt, type Keyword, type LineContext, neededWord, refuse, wordAt } from "./keyword.ts";
import { readCiphers, serverTlsOptions } from "./server-tls-word.ts";

/** What `global` says of TLS to servers: defaults for every `server` line [T]. */
export const globalServerTlsKeywords: readonly Keyword[] = [
  { name: "ssl-default-server-ciphers", read: (context) => readList(context, "ciphers") },
  { name: "ssl-default-server-ciphersuites", read: (context) => readList(context, "suites") },
  { name: "ssl-default-server-options", read: readOptions },
  { name: "ssl-server-verify", read: readVerify },
];

function readList(context: LineContext, field: "ciphers" | "suites"): void {
  if (endsAt(context, 2)) readCiphers(context, 0, context.file.global.serverTlsDefaults, field);
}

function readOptions(context: LineContext): void {
  if (neededWord(context, 1) === undefined) return;
  for (let at = 1; at < context.words.length; at++) {
    const word = serverTlsOptions.find((candidate) => candidate.name === wordAt(context, at));
    if (!word) {
      const names = serverTlsOptions.map(({ name }) => name).join(", ");
      refuse(context, at, "ERR_CONFIG_KEYWORD", {
        fr: `"${wordAt(context, at)}" n'est pas une option de TLS : ${names}.`,
        en: `"${wordAt(context, at)}" is not an option of TLS: ${names}.`,
      });
      return;
    }
    if (!word.read(context, at, context.file.global.serverTlsDefaults)) return;
    at += word.takes;
  }
}

function readVerify(context: LineContext): void {
  const value = wordAt(context, 1);
  if (value === "none" || value === "required") {
    context.file.global.serverTlsDefaults.verify = value;
    return;
  }
  refuse(context, 1, "ERR_CONFIG_VALUE", {
    fr: `"ssl-server-verify" attend none ou required, pas "${value}".`,
    en: `"ssl-server-verify" expects none or required, not "${value}".`,
  });
}
