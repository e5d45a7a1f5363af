import type { WatchEvent } from "../../../peer-watch/state.ts";
import type { WatchConnection } from "./network.ts";
import { Pulse } from "./pulse.ts";

export interface ConnectionSetOptions {
  nonce(): Uint8Array;
  tell(event: WatchEvent): void;
}

interface Watched {
  readonly connection: WatchConnection;
  readonly pulse: Pulse;
}

/** The connections of one instance by their ids: those that are accepted count from 1 on. */
export class ConnectionSet {
  readonly #options: ConnectionSetOptions;
  readonly #connections = new Map<number, Watched>();
  #accepted = 0;

  constructor(options: ConnectionSetOptions) {
    this.#options = options;
  }

  accept(connection: WatchConnection, first: Uint8Array): void {
    this.#accepted += 1;
    const id = this.#accepted;
    this.add(id, connection);
    this.#greet(id, connection, false);
    this.#options.tell({ kind: "data", id, bytes: first });
  }

  /** One that is on its way, or accepted. */
  add(id: number, connection: WatchConnection): void {
    const { tell } = this.#options;
    this.#connections.set(id, { connection, pulse: new Pulse(connection) });
    connection.follow({
      connected: () => this.#greet(id, connection, true),
      data: (bytes) => tell({ kind: "data", id, bytes }),
      closed: () => {
        this.#connections.delete(id);
        tell({ kind: "closed", id });
      },
    });
  }

  send(id: number, bytes: Uint8Array): void {
    this.#connections.get(id)?.connection.send(bytes);
  }

  prepareBeats(id: number, beats: readonly Uint8Array[]): void {
    this.#connections.get(id)?.pulse.prepare(beats);
  }

  /** A heartbeat on every connection. */
  beat(): void {
    for (const { pulse } of this.#connections.values()) pulse.beat();
  }

  /** Keeps what has arrived by now. */
  listen(atMs: number): void {
    for (const { pulse } of this.#connections.values()) pulse.listen(atMs);
  }

  /** When the latest heartbeat arrived that is kept; minus infinity: none is. */
  arrivedAtMs(id: number): number {
    return this.#connections.get(id)?.pulse.arrivedAtMs ?? Number.NEGATIVE_INFINITY;
  }

  /** Tells what was kept. */
  tellBeats(): void {
    for (const [id, { pulse }] of this.#connections) {
      const beats = pulse.heard();
      if (beats.length > 0) this.#options.tell({ kind: "beats", id, beats });
    }
  }

  close(id: number): void {
    this.#connections.get(id)?.connection.close();
    this.#connections.delete(id);
  }

  clear(): void {
    for (const id of [...this.#connections.keys()]) this.close(id);
  }

  #greet(id: number, { own, peer }: WatchConnection, dialed: boolean): void {
    this.#options.tell({ kind: "connected", id, dialed, own, peer, nonce: this.#options.nonce() });
  }
}
