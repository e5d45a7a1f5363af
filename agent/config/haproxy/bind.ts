import { readBindAddresses } from "./bind-address.ts";
import { clientsOf } from "./bind-client-word.ts";
import type { BindDraft } from "./bind-draft.ts";
import { readBindWords } from "./bind-word.ts";
import type { BindTls } from "./config.ts";
import { type ProxyContext, refuse, wordAt } from "./keyword.ts";
import { versionRange } from "./tls-version.ts";

/** `bind ADDRESS[,ADDRESS…] [ssl crt FILE …]`. */
export function readBind(context: ProxyContext): void {
  const list = wordAt(context, 1);
  if (list === "") {
    refuse(context, 1, "ERR_CONFIG_VALUE", {
      fr: '"bind" attend une adresse, par exemple *:80.',
      en: '"bind" expects an address, for example *:80.',
    });
    return;
  }
  const addresses = readBindAddresses(context, 1);
  if (!addresses) return;
  context.proxy.listens = true;
  const draft = newBind(context);
  if (!readBindWords(context, 2, draft)) return;
  const tls = readTls(context, draft);
  for (const address of addresses) {
    const { prefix = "", ...rights } = address.path === undefined ? {} : (context.file.global.unixBind ?? {});
    const socket = { ...rights, ...draft.socket };
    context.proxy.binds.push({
      ...address,
      ...(address.path === undefined ? {} : { path: pathWith(prefix, address.path) }),
      ...(draft.name === undefined ? {} : { name: draft.name }),
      ...(Object.keys(socket).length > 0 ? { socket } : {}),
      ...(tls ? { tls } : {}),
    });
  }
}

/** An abstract socket has no path that a prefix could stand before. */
function pathWith(prefix: string, path: string): string {
  return path.startsWith("\0") ? path : prefix + path;
}

/** Begins with what the `ssl-default-bind-…` lines above say. */
function newBind(context: ProxyContext): BindDraft {
  const { tlsDefaults } = context.file.global;
  return { ...tlsDefaults, tls: false, certificates: [], versions: { ...tlsDefaults.versions } };
}

function readTls(context: ProxyContext, draft: BindDraft): BindTls | undefined {
  const ssl = context.words.findIndex((word) => word.text === "ssl");
  if (!draft.tls) return undefined;
  if (draft.certificates.length === 0 && !draft.strictSni) {
    refuse(context, ssl, "ERR_CONFIG_VALUE", {
      fr: '"ssl" demande un certificat : ajoutez "crt FICHIER.pem".',
      en: '"ssl" needs a certificate: add "crt FILE.pem".',
    });
    return undefined;
  }
  if (draft.certificates.length === 0) {
    context.report.warned(context.place(ssl), "ERR_CONFIG_VALUE", {
      fr: 'Sans certificat, aucune connexion TLS ne réussit : ajoutez "crt FICHIER.pem".',
      en: 'Without a certificate no TLS connection succeeds: add "crt FILE.pem".',
    });
  }
  return tlsOf(context, draft, ssl);
}

function tlsOf(context: ProxyContext, draft: BindDraft, ssl: number): BindTls | undefined {
  const { certificates, alpn, ciphers, suites, curves, strictSni, tickets, clientOrder, versions } = draft;
  const { filters, lists } = draft;
  const clients = clientsOf(context, draft);
  const range = versionRange(versions);
  if (versions.off && (versions.minimum ?? versions.maximum) !== undefined) {
    context.report.warned(context.place(ssl), "ERR_CONFIG_VALUE", {
      fr: '"no-sslv3" et "no-tlsv1x" sont ignorés à côté de "ssl-min-ver", "ssl-max-ver" ou "force-…". Retirez-les.',
      en: '"no-sslv3" and "no-tlsv1x" are ignored beside "ssl-min-ver", "ssl-max-ver" or "force-…". Remove them.',
    });
  }
  if (range.kind === "none") {
    refuse(context, ssl, "ERR_CONFIG_RANGE", {
      fr: "Il ne reste aucune version de TLS. Corrigez ssl-min-ver et ssl-max-ver.",
      en: "No version of TLS is left. Correct ssl-min-ver and ssl-max-ver.",
    });
    return undefined;
  }
  return {
    certificates,
    ...(filters ? { filters } : {}),
    ...(lists ? { lists } : {}),
    ...(clients ? { clients } : {}),
    minimumVersion: range.minimum,
    maximumVersion: range.maximum,
    alpn: alpn ?? [],
    strictSni: strictSni ?? false,
    tickets: tickets ?? true,
    serverOrder: !clientOrder,
    ...(ciphers === undefined ? {} : { ciphers }),
    ...(suites === undefined ? {} : { suites }),
    ...(curves === undefined ? {} : { curves }),
  };
}
