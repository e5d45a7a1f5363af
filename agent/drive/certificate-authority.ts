import { readFileSync } from "node:fs";
import { getCACertificates } from "node:tls";
import type { CertificateFacts } from "../stats/certificate-desk.ts";
import { describeCertificate } from "../tls/describe.ts";
import { parsePem } from "../tls/pem.ts";

/** The facts of each certificate of a `ca-file`; none where it cannot be read any more (`chroot`). */
export function readAuthorities(file: string): readonly CertificateFacts[] {
  return pemsOf(file).map((pem) => describeCertificate([pem]));
}

function pemsOf(file: string): readonly string[] {
  if (file === "@system-ca") return getCACertificates("system");
  try {
    return parsePem(readFileSync(file, "latin1")).certificates;
  } catch {
    return [];
  }
}
