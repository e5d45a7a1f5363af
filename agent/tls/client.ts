import { connect as connectTcp, isIP, type Socket } from "node:net";
import {
  type ConnectionOptions,
  checkServerIdentity,
  connect,
  type SecureContext,
  type TLSSocket,
} from "node:tls";
import type { CheckTls, ServerTls } from "../config/haproxy/server-tls.ts";
import type { Certificate } from "./certificate.ts";
import { serverContext } from "./server-context.ts";

/** Where to, and as what. */
export interface ClientTarget {
  readonly host: string;
  readonly port: number;
  /** Undefined: the system chooses. */
  readonly localAddress?: string | undefined;
  /** The name that is asked for. */
  readonly name?: string | undefined;
  /** Bytes that go out before the handshake: `send-proxy`. */
  readonly greeting?: Uint8Array | undefined;
}

/** So many names of one server have their keys kept. */
const mostSessions = 64;

/** Speaks TLS to one server; connections go on with the keys of former ones. */
export class TlsClient {
  readonly #tls: ServerTls | CheckTls;
  readonly #context: SecureContext;
  readonly #sessions = new Map<string, Buffer>();

  constructor(tls: ServerTls | CheckTls, certificates: ReadonlyMap<string, readonly Certificate[]>) {
    this.#tls = tls;
    this.#context = serverContext(tls, certificates);
  }

  connect(target: ClientTarget): TLSSocket {
    return this.secure(carrier(target), target.name);
  }

  /** Begins TLS on a connection, which may still be on its way. @param name the one that is asked for */
  secure(carrier: Socket, name = ""): TLSSocket {
    const { verify, verifyHost, alpn, resumes } = this.#tls;
    const expected = verifyHost ?? name;
    const session = resumes ? this.#sessions.get(name) : undefined;
    const options: ConnectionOptions & { readonly allowHalfOpen: boolean } = {
      socket: carrier,
      allowHalfOpen: true,
      secureContext: this.#context,
      rejectUnauthorized: verify,
      checkServerIdentity: (_host, certificate) =>
        expected === "" ? undefined : checkServerIdentity(expected, certificate),
      // RFC 6066 §3: an address is no name.
      ...(name === "" || isIP(name) ? {} : { servername: name }),
      ...(alpn.length > 0 ? { ALPNProtocols: [...alpn] } : {}),
      ...(session ? { session } : {}),
    };
    const socket = connect(options);
    if (resumes) socket.on("session", (keys) => this.#keep(name, keys));
    return socket;
  }

  #keep(name: string, keys: Buffer): void {
    this.#sessions.delete(name);
    this.#sessions.set(name, keys);
    const [oldest] = this.#sessions.keys();
    if (this.#sessions.size > mostSessions && oldest !== undefined) this.#sessions.delete(oldest);
  }
}

/** The connection below; what is to stand before the handshake is written first. */
function carrier({ host, port, localAddress, greeting }: ClientTarget): Socket {
  const socket = connectTcp({
    host,
    port,
    noDelay: true,
    allowHalfOpen: true,
    ...(localAddress === undefined ? {} : { localAddress }),
  });
  if (greeting && greeting.length > 0) socket.write(greeting);
  return socket;
}
