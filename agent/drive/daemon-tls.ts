import type { Problem } from "../base/problem.ts";
import type { Text } from "../base/text.ts";
import type { BindTls, CertificateFilter, HaproxyConfig } from "../config/haproxy/config.ts";
import type { Certificate } from "../tls/certificate.ts";
import { contextTrouble } from "../tls/context.ts";

/** What only shows once the certificates are read: a `bind` that has none, ciphers that OpenSSL does not know. */
export function judgeTls(
  config: HaproxyConfig,
  certificates: ReadonlyMap<string, readonly Certificate[]>,
): readonly Problem[] {
  return config.frontends
    .flatMap((frontend) => frontend.binds.flatMap(({ tls }) => (tls ? [tls] : [])))
    .flatMap((tls) => {
      const text = trouble(tls, certificates);
      const need = config.needs.find(
        ({ kind, value }) => kind === "certificate" && tls.certificates.includes(value),
      );
      if (!text || !need) return [];
      const { file, line, column } = need;
      return [{ severity: "fatal", code: "ERR_CONFIG_VALUE", file, line, column, text } as const];
    });
}

function trouble(tls: BindTls, certificates: ReadonlyMap<string, readonly Certificate[]>): Text | undefined {
  // What could not be read has been told of.
  if (tls.certificates.some((path) => !certificates.has(path))) return undefined;
  if (certificatesOf(tls, certificates).length === 0 && !tls.strictSni) {
    return {
      fr: `Il n'y a aucun certificat dans ${tls.certificates.join(", ")}. Mettez-y un fichier .pem avec sa clé.`,
      en: `There is no certificate in ${tls.certificates.join(", ")}. Put a .pem file with its key there.`,
    };
  }
  const reason = contextTrouble(tls);
  if (reason === undefined) return undefined;
  return unknownCiphers(reason);
}

export function unknownCiphers(reason: string): Text {
  return {
    fr: `OpenSSL ne connaît pas ces ciphers, ciphersuites ou curves (${reason}). Corrigez la liste.`,
    en: `OpenSSL does not know these ciphers, ciphersuites or curves (${reason}). Correct the list.`,
  };
}

/** All certificates of a `bind`, in their order, with the names that `crt-list` gives them. */
function certificatesOf(
  tls: BindTls,
  certificates: ReadonlyMap<string, readonly Certificate[]>,
): readonly Certificate[] {
  return tls.certificates.flatMap((path) => {
    const filters = tls.filters?.filter((filter) => filter.path === path) ?? [];
    return (certificates.get(path) ?? []).map((certificate) => filtered(certificate, filters));
  });
}

/** A certificate for the names that a `crt-list` gives it. */
export function filtered(certificate: Certificate, filters: readonly CertificateFilter[]): Certificate {
  if (filters.length === 0) return certificate;
  const wanted = filters.flatMap(({ names }) => names);
  const except = filters.flatMap(({ except: names }) => names);
  const names = wanted.length > 0 ? wanted : certificate.names;
  return { ...certificate, names: except.includes("*") ? [] : names, except };
}
