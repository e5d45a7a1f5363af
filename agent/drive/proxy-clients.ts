import type { TLSSocket } from "node:tls";
import type { Endpoint } from "../net/stream/endpoint.ts";
import type { Wire } from "../net/stream/wire.ts";
import type { SessionView } from "../stats/view.ts";
import { placeOf } from "../tls/place.ts";
import { Http2Connection } from "./http2-connection.ts";
import type { ClientConnection } from "./proxy-client.ts";
import type { Front } from "./proxy-front.ts";
import { Roster } from "./roster.ts";

export interface ClientsOptions {
  /** A connection is closed. */
  readonly left: (front: Front, isTls: boolean) => void;
}

const sweepMs = 100;
/** For a second an idle connection may still bring a request. */
const lastWordsSweeps = 10;

/** Everybody who is being served. */
export class Clients {
  readonly #options: ClientsOptions;
  readonly #connections = new Roster<ClientConnection>();
  /** Those of HTTP/2; each of their streams is one of `#connections` too. */
  readonly #carriers = new Set<Http2Connection>();
  #empty: (() => void) | undefined;

  constructor(options: ClientsOptions) {
    this.#options = options;
  }

  get draining(): boolean {
    return this.#empty !== undefined;
  }

  serve(front: Front, wire: Wire): void {
    this.#session(front, wire, () => this.#left(front, wire.isTls));
  }

  /** One connection, each of its streams with a session of its own. */
  serveStreams(front: Front, socket: TLSSocket, remote: Endpoint): void {
    const { httpKeepAliveMs, clientMs } = front.frontend.timeouts;
    const carrier = new Http2Connection(socket, {
      ...placeOf(socket, remote),
      idleMs: httpKeepAliveMs ?? clientMs,
      serve: (wire) => this.#session(front, wire, () => {}),
      closed: () => {
        this.#carriers.delete(carrier);
        this.#left(front, true);
      },
    });
    this.#carriers.add(carrier);
    if (this.draining) carrier.drain();
  }

  #session(front: Front, wire: Wire, over: () => void): void {
    const closed = (connection: ClientConnection): void => {
      this.#connections.delete(connection);
      over();
    };
    this.#connections.add(front.serve(wire, closed));
  }

  #left(front: Front, isTls: boolean): void {
    this.#options.left(front, isTls);
    if (this.#isEmpty) this.#empty?.();
  }

  get #isEmpty(): boolean {
    return this.#connections.size === 0 && this.#carriers.size === 0;
  }

  views(nowMs: number): readonly SessionView[] {
    return this.#connections.all().map((connection) => connection.statsView(nowMs));
  }

  /** Ends all that are connected with a server (`backend/0`), or the one of this number. */
  end(which: { readonly server: string } | { readonly id: number }): void {
    for (const connection of this.#connections.all()) {
      const isMeant =
        "id" in which ? connection.id === which.id : connection.serverKey?.startsWith(`${which.server}@`);
      if (isMeant) connection.destroy();
    }
  }

  /**
   * Busy connections end behind their answer. On idle ones a request may be on its way: it is still served, and who
   * says nothing for a while is left. Resolves when all have ended.
   */
  async drain(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#empty = resolve;
    const quietSweeps = new WeakMap<ClientConnection, number>();
    const sweep = (): void => {
      for (const connection of this.#connections.all()) {
        const quiet = connection.busy ? 0 : (quietSweeps.get(connection) ?? 0) + 1;
        if (quiet > lastWordsSweeps) connection.destroy();
        quietSweeps.set(connection, quiet);
      }
    };
    sweep();
    for (const carrier of this.#carriers) carrier.drain();
    const timer = setInterval(sweep, sweepMs);
    if (!this.#isEmpty) await promise;
    clearInterval(timer);
  }

  destroy(): void {
    for (const connection of this.#connections.all()) connection.destroy();
    for (const carrier of this.#carriers) carrier.destroy();
  }
}
