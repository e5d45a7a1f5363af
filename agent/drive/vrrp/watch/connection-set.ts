import type { WatchEvent } from "../../../peer-watch/state.ts";
import type { WatchConnection } from "./network.ts";

export interface ConnectionSetOptions {
  nonce(): Uint8Array;
  tell(event: WatchEvent): void;
}

/** Datagrams that are read at a time: a storm of them gives no more work than this. */
const mostBeats = 16;

/** The connections of one instance by their ids: those that are accepted count from 1 on. */
export class ConnectionSet {
  readonly #options: ConnectionSetOptions;
  readonly #connections = new Map<number, WatchConnection>();
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
    this.#connections.set(id, connection);
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
    this.#connections.get(id)?.send(bytes);
  }

  sendBeat(id: number, bytes: Uint8Array): void {
    this.#connections.get(id)?.sendBeat(bytes);
  }

  /** Takes in what waits. */
  hearBeats(): void {
    for (const [id, connection] of this.#connections) {
      for (let count = 0; count < mostBeats; count++) {
        const bytes = connection.receiveBeat();
        if (bytes === undefined) break;
        this.#options.tell({ kind: "beat", id, bytes });
      }
    }
  }

  close(id: number): void {
    this.#connections.get(id)?.close();
    this.#connections.delete(id);
  }

  clear(): void {
    for (const id of [...this.#connections.keys()]) this.close(id);
  }

  #greet(id: number, { own, peer }: WatchConnection, dialed: boolean): void {
    this.#options.tell({ kind: "connected", id, dialed, own, peer, nonce: this.#options.nonce() });
  }
}
