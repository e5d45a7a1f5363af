import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Text } from "../base/text.ts";
import { parsePem } from "./pem.ts";

/** A certificate with its chain and its key, ready for use. */
export interface Certificate {
  readonly path: string;
  readonly chain: string;
  readonly key: string;
  /** Host names that it is for; a `*` may stand for the first label. */
  readonly names: readonly string[];
  /** Not for these, though a name of it would fit. */
  readonly except?: readonly string[];
}

export type ReadCertificates =
  | { readonly kind: "good"; readonly certificates: readonly Certificate[] }
  | { readonly kind: "bad"; readonly text: Text };

/** What lies beside a certificate, and is none. */
const companions = /\.(key|ocsp|sctl|issuer)$|^\./;

/** `crt FILE|FOLDER`: of a folder every file counts, in the order of their names. */
export function readCertificates(path: string): ReadCertificates {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return missing(path);
  const files = found.isDirectory() ? filesOf(path) : [path];
  const certificates: Certificate[] = [];
  for (const file of files) {
    const read = readOne(file);
    if ("text" in read) return { kind: "bad", text: read.text };
    certificates.push(read);
  }
  return { kind: "good", certificates };
}

function filesOf(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => !companions.test(name))
    .sort()
    .map((name) => join(folder, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
}

const troubles = { "no-certificate": noCertificate, "no-key": noKey, mismatch } as const;

/** Why a certificate and a key do not make one that can be used. */
export type CertificateTrouble = keyof typeof troubles;

function readOne(path: string): Certificate | { readonly text: Text } {
  const content = parsePem(read(path) ?? "");
  const key = content.key ?? parsePem(read(`${path}.key`) ?? "").key;
  const made = makeCertificate(path, content.certificates, key);
  return typeof made === "string" ? { text: troubles[made](path) } : made;
}

/** Puts the certificate of a server, with its chain behind it, and its key together. */
export function makeCertificate(
  path: string,
  certificates: readonly string[],
  keyText: string | undefined,
): Certificate | CertificateTrouble {
  const certificate = first(certificates[0]);
  if (!certificate) return "no-certificate";
  const key = keyText === undefined ? undefined : privateKey(keyText);
  if (keyText === undefined || !key) return "no-key";
  if (!certificate.checkPrivateKey(key)) return "mismatch";
  return { path, chain: certificates.join("\n"), key: keyText, names: namesOf(certificate) };
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return undefined;
  }
}

function first(pem: string | undefined): X509Certificate | undefined {
  try {
    return pem === undefined ? undefined : new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

function privateKey(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    // Damaged, or encrypted: there is nobody to ask for the pass phrase.
    return undefined;
  }
}

/** The names of its subjectAltName, and its common name: as the original, both count. */
function namesOf(certificate: X509Certificate): readonly string[] {
  const alternative = (certificate.subjectAltName ?? "")
    .split(", ")
    .flatMap((entry) => (entry.startsWith("DNS:") ? [entry.slice(4)] : []));
  const common = /^CN=(.*)$/m.exec(certificate.subject ?? "")?.[1];
  return common === undefined ? alternative : [...alternative, common];
}

function missing(path: string): ReadCertificates {
  return {
    kind: "bad",
    text: {
      fr: `Le certificat "${path}" n'existe pas. Créez-le ou corrigez le chemin.`,
      en: `The certificate "${path}" does not exist. Create it or correct the path.`,
    },
  };
}

function noCertificate(path: string): Text {
  return {
    fr: `"${path}" ne peut pas être lu, ou ne contient pas de certificat PEM ("-----BEGIN CERTIFICATE-----").`,
    en: `"${path}" cannot be read, or holds no PEM certificate ("-----BEGIN CERTIFICATE-----").`,
  };
}

function noKey(path: string): Text {
  return {
    fr: `Il manque la clé privée : mettez-la, non chiffrée, dans "${path}" derrière le certificat (cat site.crt site.key > site.pem), ou dans "${path}.key".`,
    en: `The private key lacks: put it, not encrypted, into "${path}" behind the certificate (cat site.crt site.key > site.pem), or into "${path}.key".`,
  };
}

function mismatch(path: string): Text {
  return {
    fr: `La clé privée de "${path}" n'est pas celle du certificat. Prenez la clé avec laquelle il a été demandé.`,
    en: `The private key of "${path}" is not that of the certificate. Take the key that it was requested with.`,
  };
}
