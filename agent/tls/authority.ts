import { readFileSync } from "node:fs";
import { getCACertificates, type SecureContextOptions } from "node:tls";
import type { BindTls } from "../config/haproxy/config.ts";

/** Who may sign the certificates of clients, and which are revoked, for OpenSSL. @throws where a file cannot be read */
export function authorityOptions(clients: BindTls["clients"]): Pick<SecureContextOptions, "ca" | "crl"> {
  if (!clients) return {};
  const { authorities, revoked } = clients;
  return {
    ca: authorities === "@system-ca" ? getCACertificates("system") : readFileSync(authorities, "latin1"),
    ...(revoked === undefined ? {} : { crl: readFileSync(revoked, "latin1") }),
  };
}
