import type { Socket } from "node:net";
import { createSecureContext, createServer, type SecureContext, type Server, type TLSSocket } from "node:tls";
import type { BindTls } from "../config/haproxy/config.ts";
import type { Certificate } from "./certificate.ts";
import { contextOptions } from "./context.ts";
import { NameTable } from "./name-table.ts";

/** How a handshake ended; the words are those of the original's log. */
export type HandshakeFailure =
  | "SSL handshake failure"
  | "Connection closed during SSL handshake"
  | "Timeout during SSL handshake";

export interface Handshake {
  /** From the beginning to its end, however much comes meanwhile. */
  readonly limitMs: number;
  readonly secure: (socket: TLSSocket) => void;
  readonly failed: (failure: HandshakeFailure) => void;
}

interface Pending {
  readonly raw: Socket;
  readonly handshake: Handshake;
  readonly timer: NodeJS.Timeout;
}

/** Which certificate a client gets. */
interface Choice {
  readonly table: NameTable<SecureContext>;
  readonly usual: Certificate | undefined;
}

/** Turns accepted connections into TLS ones: each handshake by itself, none waits for another. */
export class TlsListener {
  readonly #bind: BindTls;
  #choice: Choice;
  readonly #server: Server;
  readonly #pending = new Map<string, Pending>();

  constructor(bind: BindTls, certificates: readonly Certificate[]) {
    this.#bind = bind;
    this.#choice = this.#choose(certificates);
    this.#server = createServer({
      ...contextOptions(bind, this.#choice.usual),
      allowHalfOpen: true,
      // Whether a certificate is good is looked at when it has come: one that nobody needs may be absent.
      ...(bind.clients ? { requestCert: true, rejectUnauthorized: false } : {}),
      SNICallback: (host, answer) => {
        const found = this.#choice.table.find(host);
        if (found || this.#choice.usual) answer(null, found);
        else answer(new Error(`no certificate for ${host}`));
      },
      ...(bind.alpn.length > 0 ? { ALPNProtocols: [...bind.alpn] } : {}),
    });
    this.#server.on("secureConnection", (socket) => {
      if (isAdmitted(bind, socket)) this.#secure(socket);
      else this.#broken(new Error("certificate"), socket);
    });
    this.#server.on("tlsClientError", (error, socket) => this.#broken(error, socket));
  }

  /** From the next handshake on there are these; who is connected stays so. */
  replace(certificates: readonly Certificate[]): void {
    this.#choice = this.#choose(certificates);
    this.#server.setSecureContext(contextOptions(this.#bind, this.#choice.usual));
  }

  #choose(certificates: readonly Certificate[]): Choice {
    const contexts = certificates.map((one) => {
      const { names, except = [] } = one;
      return { names, except, entry: createSecureContext(contextOptions(this.#bind, one)) };
    });
    // Who names no host, or one that no certificate is for, gets the first; with `strict-sni` nothing.
    return {
      table: new NameTable(contexts),
      usual: this.#bind.strictSni ? undefined : certificates[0],
    };
  }

  accept(raw: Socket, handshake: Handshake): void {
    const key = keyOf(raw);
    if (raw.remoteAddress === undefined) {
      // Gone already.
      handshake.failed("Connection closed during SSL handshake");
      raw.destroy();
      return;
    }
    const timer = setTimeout(() => this.#expire(key), handshake.limitMs);
    this.#pending.set(key, { raw, handshake, timer });
    raw.once("close", () => this.#forget(key)?.handshake.failed("Connection closed during SSL handshake"));
    // A client that ends before it is secure has gone; later its end may only mean "no further request".
    raw.allowHalfOpen = false;
    this.#server.emit("connection", raw);
  }

  #secure(socket: TLSSocket): void {
    const pending = this.#forget(keyOf(socket));
    if (!pending) {
      socket.destroy();
      return;
    }
    socket.allowHalfOpen = true;
    pending.handshake.secure(socket);
  }

  #broken(error: NodeJS.ErrnoException, socket: TLSSocket): void {
    const pending = this.#forget(keyOf(socket));
    socket.destroy();
    const gone = error.code === "ECONNRESET" || error.code === "EPIPE";
    pending?.handshake.failed(gone ? "Connection closed during SSL handshake" : "SSL handshake failure");
  }

  #expire(key: string): void {
    const pending = this.#forget(key);
    pending?.raw.destroy();
    pending?.handshake.failed("Timeout during SSL handshake");
  }

  #forget(key: string): Pending | undefined {
    const pending = this.#pending.get(key);
    this.#pending.delete(key);
    clearTimeout(pending?.timer);
    return pending;
  }
}

/** Both ends of a connection: TLS and what carries it have the same. */
function keyOf({ remoteAddress, remotePort, localAddress, localPort }: Socket): string {
  return `${remoteAddress} ${remotePort} ${localAddress} ${localPort}`;
}

/** A certificate that came must be good; none may come where it is not required. */
function isAdmitted({ clients }: BindTls, socket: TLSSocket): boolean {
  if (!clients || socket.authorized) return true;
  return !clients.required && Object.keys(socket.getPeerCertificate()).length === 0;
}
