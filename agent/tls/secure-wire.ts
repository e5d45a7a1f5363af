import type { Endpoint } from "../net/stream/endpoint.ts";
import type { EventLoop } from "../net/stream/event-loop.ts";
import type { Wire } from "../net/stream/wire.ts";
import type { TlsClient } from "./client.ts";
import { TlsWire } from "./wire.ts";

interface SecureTarget {
  readonly endpoint: Endpoint;
  readonly tls: TlsClient;
  readonly sni?: string;
  readonly sourceHost?: string | undefined;
  readonly greeting: Uint8Array | undefined;
}

/** Connects to a server by TLS; `onOpen` comes behind the handshake, `onBroken` where it fails. */
export function secureWire(
  loop: EventLoop,
  { endpoint, tls, sni, sourceHost, greeting }: SecureTarget,
): Wire {
  const { host, port } = endpoint.kind === "ip" ? endpoint : { host: "", port: 0 };
  return new TlsWire(
    loop,
    tls.connect({ host, port, localAddress: sourceHost, name: sni, greeting }),
    endpoint,
  );
}
