import type { Socket } from "node:net";
import { type DatagramLink, openDatagramLink } from "../../../net/datagram-link.ts";
import { findInterfaceIndex } from "../../../net/packet-socket.ts";
import type { ArrivedBeat, ConnectionListener, WatchConnection } from "./network.ts";

/** IPv6 link-local addresses come with their interface (RFC 4007 §11); IPv4 ones may come mapped. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/, "").replace(/%.*$/, "");
}

interface Ends {
  readonly own: string;
  readonly peer: string;
  readonly interfaceName: string;
}

/** A TCP connection, accepted or on its way, and datagrams between the same addresses and ports. */
export class TcpConnection implements WatchConnection {
  readonly own: string;
  readonly peer: string;
  readonly #socket: Socket;
  readonly #interfaceName: string;
  #datagrams: DatagramLink | undefined;

  constructor(socket: Socket, { own, peer, interfaceName }: Ends) {
    this.#socket = socket;
    this.#interfaceName = interfaceName;
    this.own = plainAddress(own);
    this.peer = plainAddress(peer);
    socket.setNoDelay(true);
    // It is told by `close`.
    socket.on("error", () => {});
    // The other end does not wait for an answer to its FIN; nor does this one.
    socket.once("end", () => socket.destroy());
    socket.once("close", () => this.#closeDatagrams());
  }

  follow({ connected, data, closed }: ConnectionListener): void {
    const socket = this.#socket;
    socket.removeAllListeners("data");
    if (socket.connecting)
      socket.once("connect", () => {
        this.#openDatagrams();
        connected();
      });
    else this.#openDatagrams();
    socket.on("data", data);
    // Its FIN says it a millisecond before the socket is closed.
    const over = () => {
      socket.removeListener("end", over);
      socket.removeListener("close", over);
      closed();
    };
    socket.once("end", over);
    socket.once("close", over);
  }

  send(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  sendBeat(bytes: Uint8Array): void {
    this.#datagrams?.send(bytes);
  }

  receiveBeat(): ArrivedBeat | undefined {
    return this.#datagrams?.receive();
  }

  close(): void {
    const socket = this.#socket;
    socket.removeAllListeners("close");
    socket.removeAllListeners("end");
    socket.removeAllListeners("data");
    socket.removeAllListeners("connect");
    this.#closeDatagrams();
    if (socket.connecting) socket.destroy();
    else socket.destroySoon();
  }

  /** Without them (the port is somebody's) silence says nothing, as behind a firewall that does not let them through. */
  #openDatagrams(): void {
    const { localPort = 0, remotePort = 0 } = this.#socket;
    const interfaceIndex = findInterfaceIndex(this.#interfaceName) ?? 0;
    const end = (address: string, port: number) => ({ address, port, interfaceIndex });
    try {
      this.#datagrams = openDatagramLink(end(this.own, localPort), end(this.peer, remotePort));
    } catch {
      this.#datagrams = undefined;
    }
  }

  #closeDatagrams(): void {
    this.#datagrams?.[Symbol.dispose]();
    this.#datagrams = undefined;
  }
}
