import { connectWire } from "../net/stream/connect.ts";
import type { Endpoint } from "../net/stream/endpoint.ts";
import type { EventLoop } from "../net/stream/event-loop.ts";
import type { KeepAliveTimes } from "../net/stream/socket-option.ts";
import { WheelTimer } from "../net/stream/timer-wheel.ts";
import type { Wire, WireOwner } from "../net/stream/wire.ts";
import type { TlsClient } from "../tls/client.ts";
import { secureWire } from "../tls/secure-wire.ts";
import type { Shelf } from "./proxy-idle.ts";

/** Where a server is, and the name of its connections. */
export interface LinkTarget {
  readonly endpoint: Endpoint;
  /** `endpoint` encoded. */
  readonly address: Uint8Array;
  /** `backend/0`. */
  readonly key: string;
  readonly keepAlive?: KeepAliveTimes | undefined;
  /** The address that connections come from, as it is and encoded. */
  readonly sourceHost?: string | undefined;
  readonly source?: Uint8Array | undefined;
  /** So many idle connections at most; how long they stay. */
  readonly idleMaximum?: number | undefined;
  readonly purgeMs?: number | undefined;
  /** Undefined: without TLS. */
  readonly tls?: TlsClient | undefined;
  /** The name that it is asked for by TLS. */
  readonly sni?: string;
  /** Its connections serve one session. */
  readonly once?: true;
  /** The same server by its names. */
  named?: Map<string, LinkTarget>;
  /** Where its idle connections are: the store's. */
  shelf?: Shelf;
}

/** Who uses a server connection at present. */
export interface LinkOwner {
  onLinkOpen(link: ServerLink, reused: boolean): void;
  onLinkData(link: ServerLink, bytes: Uint8Array): void;
  onLinkEnd(link: ServerLink): void;
  onLinkError(link: ServerLink): void;
  onLinkDrain(link: ServerLink): void;
}

/** How long bytes may wait to leave a connection that nobody uses any more. */
const flushMs = 2000;

/** A connection to a server: owned by one session at a time, or idle in the store. Who has no owner has no use. */
export class ServerLink implements WireOwner {
  readonly wire: Wire;
  readonly target: LinkTarget;
  owner: LinkOwner | undefined;
  /** The store's. */
  idleSinceMs = 0;
  readonly #loop: EventLoop;
  #timer: WheelTimer | undefined;

  /** @param greeting what stands before the handshake, where there is one */
  constructor(loop: EventLoop, target: LinkTarget, owner: LinkOwner, greeting?: Uint8Array) {
    this.#loop = loop;
    this.target = target;
    this.owner = owner;
    this.wire = target.tls
      ? secureWire(loop, { ...target, tls: target.tls, greeting })
      : connectWire(loop, target.endpoint, this, target.address, target);
    this.wire.owner = this;
  }

  get key(): string {
    return this.target.key;
  }

  onOpen(): void {
    if (this.owner) this.owner.onLinkOpen(this, false);
    else this.wire.destroy();
  }

  onData(bytes: Uint8Array): void {
    if (this.owner) this.owner.onLinkData(this, bytes);
    // What still comes while it closes is dropped: unread, it would turn the end into a reset.
    else if (this.#timer === undefined) this.close();
  }

  onEnd(): void {
    if (this.owner) this.owner.onLinkEnd(this);
    else if (this.#timer === undefined) this.close();
  }

  onDrain(): void {
    if (this.owner) this.owner.onLinkDrain(this);
    else this.#destroy();
  }

  onBroken(): void {
    this.#clearTimer();
    this.owner?.onLinkError(this);
  }

  /** Ends the connection: what was written still goes out, within reason. */
  close(): void {
    this.owner = undefined;
    if (this.wire.closed || this.#timer) return;
    if (this.wire.queuedBytes === 0) {
      this.wire.destroy();
      return;
    }
    this.wire.resume();
    this.#timer = new WheelTimer(() => this.#destroy());
    this.#loop.setTimer(this.#timer, this.#loop.readClock() + flushMs);
    this.wire.end();
  }

  #destroy(): void {
    this.#clearTimer();
    this.wire.destroy();
  }

  #clearTimer(): void {
    if (this.#timer) this.#loop.clearTimer(this.#timer);
  }
}
