import type { X509Certificate } from "node:crypto";
import type { TLSSocket } from "node:tls";
import type { TlsView } from "../acl/view.ts";
import { CertificateFacts } from "./certificate-facts.ts";

/** What was agreed on, in OpenSSL's names. Asked for when a rule or a log line wants it. */
export function tlsFacts(socket: TLSSocket): TlsView {
  const { name = "" } = socket.getCipher() ?? {};
  const alpn = socket.alpnProtocol;
  return {
    protocol: socket.getProtocol() ?? "",
    cipher: name,
    keySize: keySizeOf(name),
    ...(typeof alpn === "string" ? { alpn } : {}),
    resumed: socket.isSessionReused(),
    get clientCertificate() {
      return factsOf(socket.getPeerX509Certificate());
    },
    get ownCertificate() {
      return factsOf(socket.getX509Certificate());
    },
  };
}

function factsOf(certificate: X509Certificate | undefined): CertificateFacts | undefined {
  return certificate && new CertificateFacts(certificate);
}

/** Bits of the key: the name of a cipher says them, or they are always the same. */
function keySizeOf(cipher: string): number {
  const [, bits] = /AES_?(\d{3})|ARIA_?(\d{3})|CAMELLIA_?(\d{3})/i.exec(cipher) ?? [];
  if (bits !== undefined) return Number(bits);
  return /CHACHA20/i.test(cipher) ? 256 : 128;
}
