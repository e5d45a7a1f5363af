import type { Text } from "../../base/text.ts";
import type { ProxyContext } from "./keyword.ts";
import { flag, type ServerWord } from "./server-word-kind.ts";

const kernel: Text = {
  fr: "la connexion s'ouvre sans TCP Fast Open",
  en: "the connection opens without TCP Fast Open",
};

/** Words that are right and change nothing here [T]. */
export const serverNoteWords: readonly ServerWord[] = [
  { name: "tfo", takes: 0, noted: kernel, read: readFastOpen },
  { ...flag("no-tfo", () => {}), noted: kernel },
];

function readFastOpen(context: ProxyContext, at: number): boolean {
  const wanted = ["conn-failure", "empty-response", "response-timeout"] as const;
  if (wanted.every((reason) => context.proxy.retryOn?.has(reason))) return true;
  context.report.warned(context.place(at), "ERR_CONFIG_VALUE", {
    fr: `"tfo" demande "retry-on ${wanted.join(" ")}" : sans cela une connexion qui échoue n'est pas reprise.`,
    en: `"tfo" asks for "retry-on ${wanted.join(" ")}": else a connection that fails is not tried again.`,
  });
  return true;
}
