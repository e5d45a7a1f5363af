import type { VrrpInstance } from "../../../config/keepalived/config.ts";
import type { RouterId } from "../../../peer-watch/hello.ts";
import type { Mac } from "../../../peer-watch/seal.ts";

/** What the watch connections of an instance need of the world; the simulator has another one. */
export interface WatchNetwork {
  readonly mac: Mac;
  /** 16 random bytes. */
  nonce(): Uint8Array;
  /** Passes on the connections of those who ask for this router, with the bytes that they began with. */
  listen(
    place: Place,
    router: RouterId,
    accept: (connection: WatchConnection, first: Uint8Array) => void,
  ): Disposable;
  dial(from: Place, to: string): WatchConnection;
  /** Throws ERR_NET_…. */
  openAsker(instance: VrrpInstance): Asker;
}

/** Where connections begin and end on this machine. */
export interface Place {
  readonly address: string;
  readonly interfaceName: string;
  readonly port: number;
}

/** A stream of bytes with one peer. */
export interface WatchConnection {
  readonly own: string;
  readonly peer: string;
  /** To be called once; `closed` comes once, for whatever reason, unless `close` was called. */
  follow(listener: ConnectionListener): void;
  send(bytes: Uint8Array): void;
  /** As a datagram between the same ends: it may get lost, and nobody is woken up for it. */
  sendBeat(bytes: Uint8Array): void;
  /** The next datagram that waits, or undefined. Never blocks. */
  receiveBeat(): ArrivedBeat | undefined;
  /** After what was sent. */
  close(): void;
}

/** A datagram, valid until the next one is asked for. */
export interface ArrivedBeat {
  readonly bytes: Uint8Array;
  /** For so long it has waited in the socket. */
  readonly ageMs: number;
}

export interface ConnectionListener {
  /** Of a connection that was dialed. */
  connected(): void;
  data(bytes: Uint8Array): void;
  closed(): void;
}

/** Asks a segment who is there. */
export interface Asker extends Disposable {
  /** Asks once for every virtual address of the instance, and with `witnesses` for others than `owner`. */
  ask(owner: string, witnesses: boolean, onAnswer: (who: "owner" | "witness") => void): void;
  /** Takes in what has been answered by now. */
  read(): void;
  /** Until the next question, nobody listens. */
  rest(): void;
}
