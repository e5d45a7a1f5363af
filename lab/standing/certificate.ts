import { generateKeyPair, randomBytes } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const generate = promisify(generateKeyPair);
const lifetimeMs = 825 * 86_400_000;

/** Who a certificate is for: addresses and host names. */
export interface CertificateNames {
  /** The first is its common name. */
  readonly addresses: readonly string[];
  readonly hosts: readonly string[];
}

/**
 * Makes `certs/site.pem`, which module 16's `bind *:443 ssl crt` names: a certificate that signs itself, and its key,
 * for its owner alone.
 */
export async function makeCertificate(folder: string, names: CertificateNames): Promise<void> {
  const text = await selfSigned(names, Date.now());
  const certs = join(folder, "certs");
  await mkdir(certs, { mode: 0o755 });
  await writeFile(join(certs, "site.pem"), text, { mode: 0o600 });
}

async function selfSigned({ addresses, hosts }: CertificateNames, nowMs: number): Promise<string> {
  // Large, and needed by few: only now.
  const { default: forge } = await import("node-forge");
  const { publicKey, privateKey } = await generate("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKey);
  // A positive number: RFC 5280 §4.1.2.2.
  certificate.serialNumber = `01${randomBytes(15).toString("hex")}`;
  // Clocks differ: it was good an hour ago too.
  certificate.validity.notBefore = new Date(nowMs - 3_600_000);
  certificate.validity.notAfter = new Date(nowMs + lifetimeMs);
  const subject = [{ name: "commonName", value: addresses[0] ?? hosts[0] ?? "localhost" }];
  certificate.setSubject(subject);
  certificate.setIssuer(subject);
  // 2: a host name, 7: an address. RFC 5280 §4.2.1.6.
  const altNames = [
    ...addresses.map((ip) => ({ type: 7, ip })),
    ...hosts.map((value) => ({ type: 2, value })),
  ];
  certificate.setExtensions([
    { name: "basicConstraints", cA: true, critical: true },
    { name: "keyUsage", digitalSignature: true, keyCertSign: true, critical: true },
    { name: "extKeyUsage", serverAuth: true },
    { name: "subjectAltName", altNames },
  ]);
  certificate.sign(forge.pki.privateKeyFromPem(privateKey), forge.md.sha256.create());
  return `${forge.pki.certificateToPem(certificate).replaceAll("\r\n", "\n")}${privateKey}`;
}
