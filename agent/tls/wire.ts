import type { TLSSocket } from "node:tls";
import type { TlsView } from "../acl/view.ts";
import type { Endpoint } from "../net/stream/endpoint.ts";
import type { EventLoop } from "../net/stream/event-loop.ts";
import type { Wire, WireOwner } from "../net/stream/wire.ts";
import { tlsFacts } from "./facts.ts";
import { placeOf } from "./place.ts";

/** A secure connection of Node's in the form of our own. */
export class TlsWire implements Wire {
  readonly isTls = true;
  readonly remote: Endpoint;
  readonly local: Endpoint;
  readonly serverName: string | undefined;
  owner: WireOwner | undefined;
  ended = false;
  readonly #loop: EventLoop;
  readonly #socket: TLSSocket;
  #blocked = false;
  #ending = false;

  constructor(loop: EventLoop, socket: TLSSocket, remote: Endpoint, local?: Endpoint) {
    this.#loop = loop;
    this.#socket = socket;
    const place = placeOf(socket, remote, local);
    this.remote = remote;
    this.local = place.local;
    this.serverName = place.serverName;
    // Of a connection that we have opened.
    socket.once("secureConnect", () => this.#tell((owner) => owner.onOpen?.()));
    socket.on("data", (bytes: Buffer) => {
      loop.readClock();
      this.owner?.onData(bytes);
    });
    socket.on("end", () => {
      this.ended = true;
      this.#tell((owner) => owner.onEnd());
    });
    socket.on("drain", () => this.#drained());
    socket.on("finish", () => this.#drained());
    socket.on("error", () => this.#broken());
    socket.on("close", () => this.#broken());
  }

  get tls(): TlsView {
    return tlsFacts(this.#socket);
  }

  get closed(): boolean {
    return this.#socket.destroyed;
  }

  get queuedBytes(): number {
    return this.#socket.writableLength;
  }

  write(bytes: Uint8Array): boolean {
    if (!this.#socket.writable) return true;
    // From Node's pool: a copy of its own would be memory of its own.
    const free = this.#socket.write(Buffer.from(bytes));
    if (!free) this.#blocked = true;
    return free;
  }

  end(): void {
    this.#ending = true;
    this.#socket.end();
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  destroy(): void {
    this.owner = undefined;
    this.#socket.destroy();
  }

  /** Node resets no TLS connection: it just ends. */
  reset(): void {
    this.owner = undefined;
    this.#socket.destroy();
  }

  #drained(): void {
    if (!this.#blocked && !this.#ending) return;
    this.#blocked = false;
    this.#tell((owner) => owner.onDrain());
  }

  #broken(): void {
    const { owner } = this;
    this.owner = undefined;
    this.#socket.destroy();
    this.#loop.readClock();
    owner?.onBroken();
  }

  #tell(event: (owner: WireOwner) => void): void {
    this.#loop.readClock();
    if (this.owner) event(this.owner);
  }
}
