/** The blocks of a PEM file (RFC 7468), each with its frame. */
export interface PemContent {
  /** The server's own first, then those of its chain. */
  readonly certificates: readonly string[];
  /** The first private key. */
  readonly key?: string;
}

const block = /-----BEGIN ([A-Z0-9 ]+)-----[^-]*-----END \1-----/g;

/** Reads what a certificate's file holds; what stands between the blocks is skipped. */
export function parsePem(text: string): PemContent {
  const certificates: string[] = [];
  let key: string | undefined;
  for (const [whole, label = ""] of text.matchAll(block)) {
    if (/^(X509 |TRUSTED )?CERTIFICATE$/.test(label)) certificates.push(whole);
    else if (label.endsWith("PRIVATE KEY")) key ??= whole;
  }
  return { certificates, ...(key === undefined ? {} : { key }) };
}
