import { constants } from "node:crypto";
import { createSecureContext, type SecureContext } from "node:tls";
import { messageOf } from "../base/message-of.ts";
import type { CheckTls, ServerTls } from "../config/haproxy/server-tls.ts";
import { authorityOptions } from "./authority.ts";
import type { Certificate } from "./certificate.ts";
import { ciphersOf, versionNames } from "./context.ts";

type Settings = ServerTls | CheckTls;

/** What OpenSSL needs to speak to a server. @throws where a file cannot be read any more */
export function serverContext(
  tls: Settings,
  certificates: ReadonlyMap<string, readonly Certificate[]>,
): SecureContext {
  const own = tls.certificate === undefined ? undefined : certificates.get(tls.certificate)?.[0];
  const { authorities, revoked } = tls;
  return createSecureContext({
    ...(own ? { cert: own.chain, key: own.key } : {}),
    ...(authorities === undefined || !tls.verify
      ? {}
      : authorityOptions({ required: true, authorities, ...(revoked === undefined ? {} : { revoked }) })),
    minVersion: versionNames[tls.minimumVersion],
    maxVersion: versionNames[tls.maximumVersion],
    ciphers: ciphersOf(tls),
    secureOptions: tls.tickets ? 0 : constants.SSL_OP_NO_TICKET,
  });
}

/** Why OpenSSL takes a list of ciphers, or of suites of TLS 1.3, for no good; undefined: it does not. */
export function cipherTrouble(kind: "ciphers" | "suites", value: string): string | undefined {
  const stray = value.split(":").find((name) => !name.startsWith("TLS_"));
  if (kind === "suites") return stray;
  try {
    createSecureContext({ ciphers: value });
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
