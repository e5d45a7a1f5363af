import { parseExpression } from "../../acl/expression.ts";
import { authorityPath } from "./authority-path.ts";
import { certificatePath } from "./certificate-path.ts";
import { keepReferences, scopeOf, tellTroubles } from "./condition.ts";
import { type LineContext, neededWord, noteWord, type ProxyContext, refuse, wordAt } from "./keyword.ts";
import type { ServerTlsDefaults, ServerTlsDraft } from "./server-tls-draft.ts";
import { choice, flag, type Reader, type ServerWord } from "./server-word-kind.ts";
import { tlsVersions, versionOfWord } from "./tls-version.ts";

const versionFlags = ["sslv3", "tlsv10", "tlsv11", "tlsv12", "tlsv13"];

/** Words that `ssl-default-server-options` takes too [T]. */
export const serverTlsOptions: readonly {
  readonly name: string;
  readonly takes: 0 | 1;
  readonly read: (context: LineContext, at: number, tls: ServerTlsDefaults) => boolean;
}[] = [
  ...versionFlags.map((name) => ({ name: `force-${name}`, takes: 0, read: readForced }) as const),
  ...versionFlags.map((name) => ({ name: `no-${name}`, takes: 0, read: readOff }) as const),
  { name: "no-tls-tickets", takes: 0, read: (_context, _at, tls) => setTickets(tls, false) },
  { name: "tls-tickets", takes: 0, read: (_context, _at, tls) => setTickets(tls, true) },
  { name: "ssl-min-ver", takes: 1, read: (context, at, tls) => readVersion(context, at, tls, "minimum") },
  { name: "ssl-max-ver", takes: 1, read: (context, at, tls) => readVersion(context, at, tls, "maximum") },
];

/** The words of `server` about TLS [T]. */
export const serverTlsWords: readonly ServerWord[] = [
  flag("ssl", (draft) => (draft.tls.isOn = true)),
  flag("no-ssl", (draft) => (draft.tls.isOn = false)),
  flag("check-ssl", (draft) => (draft.tls.checks = true)),
  flag("no-check-ssl", (draft) => (draft.tls.checks = false)),
  flag("ssl-reuse", (draft) => (draft.tls.resumes = true)),
  flag("no-ssl-reuse", (draft) => (draft.tls.resumes = false)),
  choice("verify", ["none", "required"], (draft, verify) => (draft.tls.verify = verify)),
  text("verifyhost", (tls, name) => (tls.verifyHost = name)),
  flag("no-verifyhost", (draft) => delete draft.tls.verifyHost),
  text("check-sni", (tls, name) => (tls.checkSni = name)),
  {
    name: "ca-file",
    takes: 1,
    read: (context, at, draft) => readAuthority(context, at, draft.tls, "authorities"),
  },
  {
    name: "crl-file",
    takes: 1,
    read: (context, at, draft) => readAuthority(context, at, draft.tls, "revoked"),
  },
  { name: "crt", takes: 1, read: readCertificate },
  { name: "ciphers", takes: 1, read: (context, at, draft) => readCiphers(context, at, draft.tls, "ciphers") },
  {
    name: "ciphersuites",
    takes: 1,
    read: (context, at, draft) => readCiphers(context, at, draft.tls, "suites"),
  },
  { name: "sni", takes: 1, read: readSni },
  {
    name: "alpn",
    takes: 1,
    read: (context, at, draft) => readAlpn(context, at, (names) => (draft.tls.alpn = names)),
  },
  {
    name: "check-alpn",
    takes: 1,
    read: (context, at, draft) => readAlpn(context, at, (names) => (draft.tls.checkAlpn = names)),
  },
  ...serverTlsOptions.map(
    ({ name, takes, read }): ServerWord => ({
      name,
      takes,
      read: (context, at, draft) => {
        // A copy: `default-server` keeps its own.
        draft.tls.versions = { ...draft.tls.versions };
        return read(context, at, draft.tls);
      },
    }),
  ),
];

function text(name: string, keep: (tls: ServerTlsDraft, value: string) => void): ServerWord {
  return {
    name,
    takes: 1,
    read: (context, at, draft) => {
      const value = neededWord(context, at + 1);
      if (value !== undefined) keep(draft.tls, value);
      return value !== undefined;
    },
  };
}

function readAuthority(
  context: LineContext,
  at: number,
  tls: ServerTlsDraft,
  kind: "authorities" | "revoked",
): boolean {
  const path = authorityPath(context, at + 1);
  if (path !== undefined) tls[kind] = path;
  return path !== undefined;
}

function readCertificate(...[context, at, draft]: Parameters<Reader>): boolean {
  const value = neededWord(context, at + 1);
  if (value === undefined) return false;
  const path = certificatePath(value, context);
  draft.tls.certificate = path;
  context.file.needs.push({ kind: "certificate", value: path, ...context.place(at + 1) });
  return true;
}

/** Whether OpenSSL knows them shows when the machine is asked. */
export function readCiphers(
  context: LineContext,
  at: number,
  tls: ServerTlsDefaults,
  field: "ciphers" | "suites",
): boolean {
  const value = neededWord(context, at + 1);
  if (value === undefined) return false;
  tls[field] = value;
  context.file.needs.push({ kind: field, value, ...context.place(at + 1) });
  return true;
}

function readSni(context: ProxyContext, at: number, draft: Parameters<Reader>[2]): boolean {
  const written = neededWord(context, at + 1);
  if (written === undefined) return false;
  const read = parseExpression(written, scopeOf(context), at + 1);
  tellTroubles(context, read.troubles);
  if (read.kind === "bad") return read.troubles.every(({ severity }) => severity !== "fatal");
  keepReferences(context, read.value.references, at + 1);
  draft.tls.sni = read.value.one;
  return true;
}

/** HTTP/1.1 is what servers are spoken to in: the rest is not offered. */
function readAlpn(context: LineContext, at: number, keep: (names: readonly string[]) => void): boolean {
  const value = neededWord(context, at + 1);
  if (value === undefined) return false;
  const names = value.split(",").filter((name) => name !== "");
  const spoken = names.filter((name) => name.startsWith("http/1."));
  keep(spoken);
  if (spoken.length < names.length) {
    noteWord(context, at + 1, {
      fr: "bascule parle HTTP/1.1 aux serveurs, et ne leur propose rien d'autre",
      en: "bascule speaks HTTP/1.1 to servers, and offers them nothing else",
    });
  }
  return true;
}

function setTickets(tls: ServerTlsDefaults, tickets: boolean): true {
  tls.tickets = tickets;
  return true;
}

function readForced(context: LineContext, at: number, tls: ServerTlsDefaults): boolean {
  const version = versionOfWord(wordAt(context, at));
  if (version) Object.assign(tls.versions, { minimum: version, maximum: version });
  return true;
}

function readOff(context: LineContext, at: number, tls: ServerTlsDefaults): boolean {
  const version = versionOfWord(wordAt(context, at));
  if (version) tls.versions.off = [...(tls.versions.off ?? []), version];
  return true;
}

function readVersion(
  context: LineContext,
  at: number,
  tls: ServerTlsDefaults,
  bound: "minimum" | "maximum",
): boolean {
  const value = tlsVersions.find((name) => name === wordAt(context, at + 1));
  if (value) tls.versions[bound] = value;
  else {
    refuse(context, at + 1, "ERR_CONFIG_VALUE", {
      fr: `"${wordAt(context, at)}" attend ${tlsVersions.join(", ")}, pas "${wordAt(context, at + 1)}".`,
      en: `"${wordAt(context, at)}" expects ${tlsVersions.join(", ")}, not "${wordAt(context, at + 1)}".`,
    });
  }
  return value !== undefined;
}
