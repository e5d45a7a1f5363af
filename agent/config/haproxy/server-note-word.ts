import type { Text } from "../../base/text.ts";
import type { ServerDraft } from "./draft.ts";
import { type ProxyContext, refuse, wordAt } from "./keyword.ts";
import { choice, flag, type ServerWord } from "./server-word-kind.ts";

const once: Text = {
  fr: "les noms sont cherchés une fois, au démarrage",
  en: "names are looked up once, at the start",
};
const kernel: Text = {
  fr: "la connexion s'ouvre sans TCP Fast Open",
  en: "the connection opens without TCP Fast Open",
};

const methods = /^(?:libc|last|none|[0-9a-fA-F.:[\]]*)$/;

/** Words that are right and change nothing here [T]. */
export const serverNoteWords: readonly ServerWord[] = [
  { name: "init-addr", takes: 1, noted: once, read: readMethods },
  { name: "resolvers", takes: 1, noted: once, read: readResolvers },
  { ...choice("resolve-prefer", ["ipv4", "ipv6"], () => {}), noted: once },
  { name: "resolve-opts", takes: 1, noted: once, read: () => true },
  { name: "resolve-net", takes: 1, noted: once, read: () => true },
  { name: "tfo", takes: 0, noted: kernel, read: readFastOpen },
  { ...flag("no-tfo", () => {}), noted: kernel },
];

/** `init-addr METHOD,…` */
function readMethods(context: ProxyContext, at: number): boolean {
  const bad = wordAt(context, at + 1)
    .split(",")
    .find((method) => !methods.test(method));
  if (bad === undefined) return true;
  refuse(context, at + 1, "ERR_CONFIG_VALUE", {
    fr: `"init-addr" ne connaît pas "${bad}". Méthodes : last, libc, none, ou une adresse.`,
    en: `"init-addr" does not know "${bad}". Methods: last, libc, none, or an address.`,
  });
  return false;
}

function readResolvers(context: ProxyContext, at: number, draft: ServerDraft): boolean {
  draft.resolvers = { name: wordAt(context, at + 1), ...context.place(at + 1) };
  return true;
}

function readFastOpen(context: ProxyContext, at: number): boolean {
  const wanted = ["conn-failure", "empty-response", "response-timeout"] as const;
  if (wanted.every((reason) => context.proxy.retryOn?.has(reason))) return true;
  context.report.warned(context.place(at), "ERR_CONFIG_VALUE", {
    fr: `"tfo" demande "retry-on ${wanted.join(" ")}" : sans cela une connexion qui échoue n'est pas reprise.`,
    en: `"tfo" asks for "retry-on ${wanted.join(" ")}": else a connection that fails is not tried again.`,
  });
  return true;
}
