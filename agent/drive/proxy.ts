import type { Server, Socket } from "node:net";
import { BackendState } from "../proxy/backend-state.ts";
import { Admission } from "./proxy-admission.ts";
import type { ClientConnection } from "./proxy-client.ts";
import { Front, type ProxyOptions } from "./proxy-front.ts";
import { IdleLinks } from "./proxy-idle.ts";
import { listen } from "./proxy-listener.ts";
import { type Opener, openerOf } from "./proxy-secure.ts";

export interface StartedProxy extends AsyncDisposable {
  readonly backends: readonly BackendState[];
  /** Connections that each frontend has served. */
  readonly totals: ReadonlyMap<string, number>;
  /** Stops listening, lets busy sessions end; resolves when all have. */
  drain(): Promise<void>;
}

/** Listens on every `bind`; rejects, with nothing left open, when one cannot be had. */
export async function startProxy(options: ProxyOptions): Promise<StartedProxy> {
  const proxy = new RunningProxy(options);
  try {
    await proxy.listen();
    return proxy;
  } catch (error) {
    await proxy[Symbol.asyncDispose]();
    throw error;
  }
}

class RunningProxy implements StartedProxy {
  readonly backends: readonly BackendState[];
  readonly #options: ProxyOptions;
  readonly #idle = new IdleLinks();
  readonly #whole: Admission;
  readonly #fronts: readonly Front[];
  readonly #servers: Server[] = [];
  readonly connections = new Set<ClientConnection>();
  /** In the midst of a handshake. */
  readonly #opening = new Set<Socket>();
  #draining: (() => void) | undefined;

  constructor(options: ProxyOptions) {
    this.#options = options;
    this.#whole = new Admission(options.config.global.maxConnections);
    this.backends = options.config.backends.map((backend) => new BackendState(backend, Math.random));
    this.#fronts = options.config.frontends.map((frontend) => new Front(frontend, this.backends, options));
  }

  get totals(): ReadonlyMap<string, number> {
    return new Map(this.#fronts.map((front) => [front.frontend.name, front.admission.total]));
  }

  async listen(): Promise<void> {
    for (const front of this.#fronts) {
      for (const [index, bind] of front.frontend.binds.entries()) {
        const address = { host: this.#options.addressOf(bind.host), port: bind.port };
        const opener = openerOf(front.frontend, index, this.#options.certificates);
        this.#servers.push(await listen(address, (socket) => this.#accept(front, socket, opener)));
      }
    }
  }

  #accept(front: Front, socket: Socket, opener: Opener): void {
    // A client may leave before it was let in.
    socket.once("error", () => socket.destroy());
    // The frontend first: who waits there must not take the room of the others.
    front.admission.admit(socket, () =>
      this.#whole.admit(
        socket,
        () => this.#open(front, socket, opener),
        () => front.admission.leave(),
      ),
    );
  }

  /** A handshake counts as a connection. */
  #open(front: Front, socket: Socket, opener: Opener): void {
    this.#opening.add(socket);
    const startedMs = Date.now();
    opener.open(socket, {
      open: (opened) => {
        this.#opening.delete(socket);
        this.#serve(front, opened);
      },
      failed: (failure) => {
        this.#opening.delete(socket);
        front.logFailure(socket, { failure, startedMs, listener: opener.label });
        this.#leave(front);
      },
    });
  }

  #leave(front: Front): void {
    front.admission.leave();
    this.#whole.leave();
  }

  #serve(front: Front, socket: Socket): void {
    const done = (): void => {
      this.connections.delete(connection);
      this.#leave(front);
      if (this.connections.size === 0) this.#draining?.();
    };
    const count = (): number => this.#whole.count;
    const connection = front.serve(socket, { idle: this.#idle, count, done });
    this.connections.add(connection);
  }

  async drain(): Promise<void> {
    for (const server of this.#servers) server.close();
    for (const front of this.#fronts) front.drain();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#draining = resolve;
    const sweep = (): void => {
      for (const connection of this.connections) if (!connection.busy) connection.destroy();
    };
    sweep();
    const timer = setInterval(sweep, 100);
    if (this.connections.size > 0) await promise;
    clearInterval(timer);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const server of this.#servers) server.close();
    for (const socket of this.#opening) socket.destroy();
    for (const connection of this.connections) connection.destroy();
    this.#idle[Symbol.dispose]();
  }
}
