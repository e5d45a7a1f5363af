import type { HaproxyConfig } from "../config/haproxy/config.ts";
import type { CheckTls, ServerTls } from "../config/haproxy/server-tls.ts";
import type { Certificate } from "./certificate.ts";
import { TlsClient } from "./client.ts";

const clients = new WeakMap<ServerTls | CheckTls, TlsClient>();

/** Reads what TLS to the servers needs, for requests and for checks: later their files may be out of reach (`chroot`). */
export function prepareClients(
  { backends }: Pick<HaproxyConfig, "backends">,
  certificates: ReadonlyMap<string, readonly Certificate[]>,
): void {
  for (const { tls, check } of backends.flatMap(({ servers }) => servers)) {
    for (const settings of [tls, check?.tls])
      if (settings) clients.set(settings, new TlsClient(settings, certificates));
  }
}

/** Undefined: without TLS. */
export function clientOf(settings: ServerTls | CheckTls | undefined): TlsClient | undefined {
  return settings && clients.get(settings);
}
