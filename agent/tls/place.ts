import type { TLSSocket } from "node:tls";
import type { TlsView } from "../acl/view.ts";
import type { Endpoint } from "../net/stream/endpoint.ts";
import { tlsFacts } from "./facts.ts";

/** Between whom a secure connection is, and which host the client asked for. */
export interface TlsPlace {
  readonly remote: Endpoint;
  readonly local: Endpoint;
  readonly serverName: string | undefined;
  /** What was agreed on. */
  readonly tls: TlsView;
}

/** @param local where that is known already, or was said by another proxy */
export function placeOf(socket: TLSSocket, remote: Endpoint, local?: Endpoint): TlsPlace {
  const { localAddress = "", localPort = 0 } = socket;
  // Node gives false where the client named none.
  const name: unknown = socket.servername;
  return {
    remote,
    local: local ?? { kind: "ip", host: localAddress.replace(/^::ffff:/, ""), port: localPort },
    serverName: typeof name === "string" && name !== "" ? name : undefined,
    get tls() {
      return tlsFacts(socket);
    },
  };
}
