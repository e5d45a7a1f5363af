import type { Socket } from "node:net";
import type { ConnectionListener, WatchConnection } from "./network.ts";

/** IPv6 link-local addresses come with their interface (RFC 4007 §11); IPv4 ones may come mapped. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/, "").replace(/%.*$/, "");
}

/** A TCP connection, accepted or on its way. */
export class TcpConnection implements WatchConnection {
  readonly own: string;
  readonly peer: string;
  readonly #socket: Socket;

  constructor(socket: Socket, own: string, peer: string) {
    this.#socket = socket;
    this.own = plainAddress(own);
    this.peer = plainAddress(peer);
    socket.setNoDelay(true);
    // It is told by `close`.
    socket.on("error", () => {});
    // The other end does not wait for an answer to its FIN; nor does this one.
    socket.on("end", () => socket.destroy());
  }

  follow({ connected, data, closed }: ConnectionListener): void {
    const socket = this.#socket;
    socket.removeAllListeners("data");
    socket.once("connect", connected);
    socket.on("data", data);
    socket.once("close", closed);
  }

  send(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  close(): void {
    const socket = this.#socket;
    socket.removeAllListeners("close");
    socket.removeAllListeners("data");
    socket.removeAllListeners("connect");
    if (socket.connecting) socket.destroy();
    else socket.destroySoon();
  }
}
