import type { Socket } from "node:net";
import type { PeerSession } from "../../peers/session.ts";

/** HAProxy says so often that it is there; who is silent for twice as long and more is not. */
const heartbeatMs = 3000;
const silenceMs = 8000;

/** A session at work: its socket, and what goes in and out. */
export class PeerConnection {
  readonly session: PeerSession;
  readonly startedMs = performance.now();
  readonly #socket: Socket;
  readonly #ended: () => void;
  #sentMs = performance.now();
  #heardMs = performance.now();
  #over = false;

  /** @param ended called once, at its end; @param early what came behind the greeting */
  constructor(socket: Socket, session: PeerSession, early: Buffer, ended: () => void) {
    this.session = session;
    this.#socket = socket;
    this.#ended = ended;
    socket.on("data", (bytes: Buffer) => this.#receive(bytes));
    socket.on("drain", () => this.pump());
    socket.once("close", () => this.destroy());
    socket.on("error", () => this.destroy());
    session.start(performance.now());
    if (early.length > 0) this.#receive(early);
    else this.pump();
  }

  /** Sends what there is, as fast as the connection takes it. */
  pump(): void {
    while (!this.#over && !this.#socket.writableNeedDrain) {
      const bytes = this.session.produce(performance.now());
      if (bytes.length === 0) return;
      this.#sentMs = performance.now();
      this.#socket.write(bytes);
    }
  }

  /** Once a second. */
  onTime(nowMs: number): void {
    if (nowMs - this.#heardMs > silenceMs) this.destroy();
    else if (nowMs - this.#sentMs >= heartbeatMs) this.session.heartbeat();
    this.pump();
  }

  #receive(bytes: Buffer): void {
    if (this.#over) return;
    this.#heardMs = performance.now();
    this.session.receive(bytes, this.#heardMs);
    if (this.session.broken) this.destroy();
    else this.pump();
  }

  destroy(): void {
    if (this.#over) return;
    this.#over = true;
    this.#socket.destroy();
    this.session.end();
    this.#ended();
  }
}
