import { constants } from "node:crypto";
import {
  createSecureContext,
  DEFAULT_CIPHERS,
  type SecureContextOptions,
  type SecureVersion,
} from "node:tls";
import { messageOf } from "../base/message-of.ts";
import type { BindTls } from "../config/haproxy/config.ts";
import type { TlsVersion } from "../config/haproxy/tls-version.ts";
import { authorityOptions } from "./authority.ts";
import type { Certificate } from "./certificate.ts";

/** Nothing speaks SSLv3 any more: who allows it gets what is oldest. */
export const versionNames: Readonly<Record<TlsVersion, SecureVersion>> = {
  SSLv3: "TLSv1",
  "TLSv1.0": "TLSv1",
  "TLSv1.1": "TLSv1.1",
  "TLSv1.2": "TLSv1.2",
  "TLSv1.3": "TLSv1.3",
};

/** What OpenSSL needs to serve a certificate on a `bind`; without one every handshake fails. */
export function contextOptions(bind: BindTls, certificate: Certificate | undefined): SecureContextOptions {
  const { tickets, serverOrder, curves } = bind;
  return {
    ...(certificate ? { cert: certificate.chain, key: certificate.key } : {}),
    minVersion: versionNames[bind.minimumVersion],
    maxVersion: versionNames[bind.maximumVersion],
    ciphers: ciphersOf(bind),
    honorCipherOrder: serverOrder,
    // A client that begins again and again within one connection would cost much.
    secureOptions: constants.SSL_OP_NO_RENEGOTIATION | (tickets ? 0 : constants.SSL_OP_NO_TICKET),
    ...(curves === undefined ? {} : { ecdhCurve: curves }),
    ...authorityOptions(bind.clients),
  };
}

/** Tries what the file says; gives why OpenSSL cannot do it. */
export function contextTrouble(bind: BindTls): string | undefined {
  const stray = bind.suites?.split(":").find((name) => !name.startsWith("TLS_"));
  if (stray !== undefined) return stray;
  // The files about clients are looked at by themselves.
  const { clients: _, ...own } = bind;
  try {
    createSecureContext(contextOptions(own, undefined));
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

/** Why OpenSSL takes a certificate or its key for no good; undefined: it does not. */
export function testContext({ chain, key }: Certificate): string | undefined {
  try {
    createSecureContext({ cert: chain, key });
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

/** Node takes both lists in one: the names of TLS 1.3 begin with `TLS_`. */
export function ciphersOf({ ciphers, suites }: Pick<BindTls, "ciphers" | "suites">): string {
  const usual = DEFAULT_CIPHERS.split(":");
  const old = ciphers?.split(/[:, ]/) ?? usual.filter((name) => !name.startsWith("TLS_"));
  const modern = suites?.split(":") ?? usual.filter((name) => name.startsWith("TLS_"));
  return [...modern, ...old].join(":");
}
