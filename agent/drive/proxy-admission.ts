import type { Socket } from "node:net";

interface Waiting {
  readonly socket: Socket;
  readonly enter: () => void;
  readonly gone: () => void;
}

/** Counts connections against a limit; who is over it waits, unread, until another leaves. */
export class Admission {
  readonly #limit: number;
  readonly #waiting = new Set<Waiting>();
  count = 0;
  total = 0;

  constructor(limit: number | undefined) {
    this.#limit = limit ?? Number.POSITIVE_INFINITY;
  }

  /** Calls `enter` now, or when there is room; `left` instead when the client has gone by then. */
  admit(socket: Socket, enter: () => void, left: () => void = () => {}): void {
    if (socket.destroyed) left();
    else if (this.count < this.#limit) this.#enter(enter);
    else this.#wait(socket, enter, left);
  }

  leave(): void {
    this.count--;
    const [next] = this.#waiting;
    if (!next) return;
    this.#waiting.delete(next);
    next.socket.off("close", next.gone);
    next.socket.resume();
    this.#enter(next.enter);
  }

  #enter(enter: () => void): void {
    this.count++;
    this.total++;
    enter();
  }

  #wait(socket: Socket, enter: () => void, left: () => void): void {
    const gone = (): void => {
      this.#waiting.delete(waiting);
      left();
    };
    const waiting: Waiting = { socket, enter, gone };
    this.#waiting.add(waiting);
    socket.pause();
    socket.once("close", gone);
  }
}
