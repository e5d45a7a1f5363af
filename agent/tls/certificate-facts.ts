import type { X509Certificate } from "node:crypto";
import type { CertificateView } from "../acl/view.ts";

/** OpenSSL's short names of what Node tells by the long ones [T]. */
const shortNames: Readonly<Record<string, string>> = {
  sha1WithRSAEncryption: "RSA-SHA1",
  sha224WithRSAEncryption: "RSA-SHA224",
  sha256WithRSAEncryption: "RSA-SHA256",
  sha384WithRSAEncryption: "RSA-SHA384",
  sha512WithRSAEncryption: "RSA-SHA512",
};
const keyNames: Readonly<Record<string, string>> = {
  rsa: "rsaEncryption",
  "rsa-pss": "rsassaPss",
  ec: "id-ecPublicKey",
  ed25519: "ED25519",
  ed448: "ED448",
  dsa: "dsaEncryption",
};

/** A certificate as rules see it; what nobody asks for is not made. */
export class CertificateFacts implements CertificateView {
  readonly #certificate: X509Certificate;

  constructor(certificate: X509Certificate) {
    this.#certificate = certificate;
  }

  get der(): string {
    return this.#certificate.raw.toString("latin1");
  }

  get sha1(): string {
    return fromHex(this.#certificate.fingerprint.replaceAll(":", ""));
  }

  get serial(): string {
    return fromHex(this.#certificate.serialNumber);
  }

  /** RFC 5280 §4.1: where it is not said it is 1; the number that is said is one less. */
  get version(): number {
    const { raw } = this.#certificate;
    const inner = afterLength(raw, afterLength(raw, 1) + 1);
    return raw[inner] === 0xa0 ? (raw[inner + 4] ?? 0) + 1 : 1;
  }

  get notBefore(): string {
    return stamp(this.#certificate.validFrom);
  }

  get notAfter(): string {
    return stamp(this.#certificate.validTo);
  }

  get keyAlgorithm(): string {
    const { asymmetricKeyType = "" } = this.#certificate.publicKey;
    return keyNames[asymmetricKeyType] ?? asymmetricKeyType;
  }

  get signatureAlgorithm(): string {
    const name = this.#certificate.signatureAlgorithm ?? "";
    return shortNames[name] ?? name;
  }

  get subject(): CertificateView["subject"] {
    return entriesOf(this.#certificate.subject);
  }

  get issuer(): CertificateView["subject"] {
    return entriesOf(this.#certificate.issuer);
  }
}

function fromHex(text: string): string {
  return Buffer.from(text, "hex").toString("latin1");
}

/** Where the content begins of what has its length at `at` (X.690 §8.1.3). */
function afterLength(der: Uint8Array, at: number): number {
  const first = der[at] ?? 0;
  return at + 1 + (first < 0x80 ? 0 : first & 0x7f);
}

/** `261121203000Z`. */
function stamp(date: string): string {
  return new Date(date).toISOString().replace(/^\d\d|[-:T]|\.\d+/g, "");
}

/** `C=FR`, one a line. */
function entriesOf(name: string): CertificateView["subject"] {
  return name
    .split("\n")
    .filter((line) => line.includes("="))
    .map((line) => ({ key: line.slice(0, line.indexOf("=")), value: line.slice(line.indexOf("=") + 1) }));
}
