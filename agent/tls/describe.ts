import { X509Certificate } from "node:crypto";
import type { CertificateFacts } from "../stats/certificate-desk.ts";

/** The facts of a certificate, and of those of its chain only who they are. @throws where one is damaged */
export function describeCertificate(chain: readonly string[]): CertificateFacts {
  const [own, ...others] = chain.map((pem) => new X509Certificate(pem));
  if (!own) return [];
  return [
    ["Serial", own.serialNumber],
    ["notBefore", own.validFrom],
    ["notAfter", own.validTo],
    ["Subject Alternative Name", own.subjectAltName ?? ""],
    ["Algorithm", algorithmOf(own)],
    ["SHA1 FingerPrint", own.fingerprint.replaceAll(":", "")],
    ["Subject", oneLine(own.subject)],
    ["Issuer", oneLine(own.issuer)],
    ...others.flatMap((one): CertificateFacts => {
      return [
        ["Chain Subject", oneLine(one.subject)],
        ["Chain Issuer", oneLine(one.issuer)],
      ];
    }),
  ];
}

/** `RSA2048`, `EC256`. */
function algorithmOf({ publicKey }: X509Certificate): string {
  const { asymmetricKeyType = "", asymmetricKeyDetails } = publicKey;
  if (asymmetricKeyType.startsWith("rsa")) return `RSA${asymmetricKeyDetails?.modulusLength ?? ""}`;
  if (asymmetricKeyType !== "ec") return asymmetricKeyType.toUpperCase();
  return `EC${/\d{3}/.exec(asymmetricKeyDetails?.namedCurve ?? "")?.[0] ?? ""}`;
}

/** OpenSSL's old form: `/C=FR/CN=example.org`. */
function oneLine(name: string | undefined): string {
  return (name ?? "")
    .split("\n")
    .filter(Boolean)
    .map((part) => `/${part.replace(/\\([,+"\\<>;])/g, "$1")}`)
    .join("");
}
