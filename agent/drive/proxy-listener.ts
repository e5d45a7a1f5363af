import { createServer, type Server, type Socket } from "node:net";
import type { BindAddress } from "../config/haproxy/config.ts";

/** Counts connections against a limit; who is over it waits, unread, until another leaves. */
export class Admission {
  readonly #limit: number;
  readonly #waiting: { readonly socket: Socket; readonly enter: () => void; readonly left: () => void }[] =
    [];
  count = 0;
  total = 0;

  constructor(limit: number | undefined) {
    this.#limit = limit ?? Number.POSITIVE_INFINITY;
  }

  /** Calls `enter` now, or when there is room; `left` instead when the client has gone by then. */
  admit(socket: Socket, enter: () => void, left: () => void = () => {}): void {
    if (this.count >= this.#limit) {
      socket.pause();
      this.#waiting.push({ socket, enter, left });
      return;
    }
    this.count++;
    this.total++;
    enter();
  }

  leave(): void {
    this.count--;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      if (next.socket.destroyed) {
        next.left();
        continue;
      }
      next.socket.resume();
      this.admit(next.socket, next.enter, next.left);
      return;
    }
  }
}

/** Listens on an address; rejects with the error of the system. */
export function listen(bind: BindAddress, accept: (socket: Socket) => void): Promise<Server> {
  const server = createServer({ allowHalfOpen: true, noDelay: true, pauseOnConnect: false }, accept);
  const { promise, resolve, reject } = Promise.withResolvers<Server>();
  server.once("error", reject);
  // Like HAProxy: a new process may listen before the old one leaves.
  server.listen({ host: bind.host, port: bind.port, backlog: 4096, reusePort: true }, () => {
    server.off("error", reject);
    // E.g. no descriptors left: those who are here stay served.
    server.on("error", () => {});
    resolve(server);
  });
  return promise;
}
