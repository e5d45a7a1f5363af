import { authorityPath } from "./authority-path.ts";
import type { BindDraft } from "./bind-draft.ts";
import type { BindWord } from "./bind-word.ts";
import type { BindTls } from "./config.ts";
import { type LineContext, refuse, wordAt } from "./keyword.ts";

/** The words of `bind` about the certificates of clients [T]. */
export const bindClientWords: readonly BindWord[] = [
  { name: "verify", takes: 1, read: readVerify },
  { name: "ca-file", takes: 1, read: (context, at, draft) => readPath(context, at, draft, "authorities") },
  { name: "crl-file", takes: 1, read: (context, at, draft) => readPath(context, at, draft, "revoked") },
];

function readVerify(context: LineContext, at: number, draft: BindDraft): boolean {
  const value = wordAt(context, at + 1);
  if (value === "none" || value === "optional" || value === "required") {
    draft.clients = { ...draft.clients, verify: value };
    return true;
  }
  refuse(context, at + 1, "ERR_CONFIG_VALUE", {
    fr: `"verify" attend none, optional ou required, pas "${value}".`,
    en: `"verify" expects none, optional or required, not "${value}".`,
  });
  return false;
}

function readPath(
  context: LineContext,
  at: number,
  draft: BindDraft,
  kind: "authorities" | "revoked",
): boolean {
  const path = authorityPath(context, at + 1);
  if (path === undefined) return false;
  draft.clients = { ...draft.clients, [kind]: path };
  return true;
}

/** What is asked of clients; undefined: nothing, or it was refused. */
export function clientsOf(context: LineContext, { clients }: BindDraft): BindTls["clients"] {
  if (!clients?.verify || clients.verify === "none") return undefined;
  const { verify, authorities, revoked } = clients;
  if (authorities === undefined) {
    const at = context.words.findIndex(({ text }) => text === "verify");
    refuse(context, at, "ERR_CONFIG_VALUE", {
      fr: `"verify ${verify}" demande "ca-file FICHIER" : qui signe les certificats des clients ?`,
      en: `"verify ${verify}" needs "ca-file FILE": who signs the clients' certificates?`,
    });
    return undefined;
  }
  return { required: verify === "required", authorities, ...(revoked === undefined ? {} : { revoked }) };
}
