import type { Server, Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { BackendState } from "../proxy/backend-state.ts";
import { Counters } from "../stats/counters.ts";
import { Admission } from "./proxy-admission.ts";
import type { ClientConnection } from "./proxy-client.ts";
import { Front, type ProxyOptions } from "./proxy-front.ts";
import { IdleLinks } from "./proxy-idle.ts";
import { listen } from "./proxy-listener.ts";
import { type Opener, openerOf } from "./proxy-secure.ts";
import { StatsWorld } from "./stats-world.ts";

export interface StartedProxy extends AsyncDisposable {
  readonly backends: readonly BackendState[];
  /** What its statistics look at. */
  readonly world: StatsWorld;
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
  readonly #tls = new Counters();
  readonly world: StatsWorld;
  readonly connections = new Set<ClientConnection>();
  /** In the midst of a handshake. */
  readonly #opening = new Set<Socket>();
  #draining: (() => void) | undefined;

  constructor(options: ProxyOptions) {
    this.#options = options;
    this.#whole = new Admission(options.config.global.maxConnections);
    this.backends = options.config.backends.map((backend) => new BackendState(backend, Math.random));
    const world = (): StatsWorld => this.world;
    this.#fronts = options.config.frontends.map((frontend) => {
      return new Front(frontend, this.backends, { ...options, world });
    });
    this.world = new StatsWorld({
      config: options.config,
      fronts: this.#fronts,
      backends: this.backends,
      connections: options.connections,
      tlsConnections: this.#tls,
      sessions: () => [...this.connections].map((connection) => connection.statsView(performance.now())),
      endSessions: (backend, server) => this.#endSessions(`${backend}/${server}`),
      stopping: () => this.#draining !== undefined,
      tell: options.tell,
    });
  }

  get totals(): ReadonlyMap<string, number> {
    return new Map(this.#fronts.map((front) => [front.frontend.name, front.admission.total]));
  }

  async listen(): Promise<void> {
    for (const front of this.#fronts) {
      for (const [index, bind] of front.frontend.binds.entries()) {
        const address = { ...bind, host: this.#options.addressOf(bind.host) };
        const opener = openerOf(front.frontend, index, this.#options.certificates);
        this.#servers.push(await listen(address, (socket) => this.#accept(front, socket, opener)));
      }
    }
  }

  #accept(front: Front, socket: Socket, opener: Opener): void {
    if (front.paused) {
      socket.resetAndDestroy();
      return;
    }
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
    this.#enter(front, opener.isTls);
    const startedMs = Date.now();
    opener.open(socket, {
      open: (opened) => {
        this.#opening.delete(socket);
        if (opener.isTls) front.handshakes.done++;
        if (opened instanceof TLSSocket && opened.isSessionReused()) front.handshakes.resumed++;
        this.#serve(front, opened, opener);
      },
      failed: (failure) => {
        this.#opening.delete(socket);
        front.handshakes.failed++;
        front.logFailure(socket, { failure, startedMs, listener: opener.label });
        this.#leave(front, opener.isTls);
      },
    });
  }

  #enter(front: Front, isTls: boolean): void {
    const nowMs = performance.now();
    const counted = [front.counters, this.#options.connections, ...(isTls ? [this.#tls] : [])];
    for (const counters of counted) {
      counters.current++;
      counters.begin(nowMs);
    }
  }

  #leave(front: Front, isTls: boolean): void {
    front.admission.leave();
    this.#whole.leave();
    for (const counters of [front.counters, this.#options.connections]) counters.current--;
    if (isTls) this.#tls.current--;
  }

  #serve(front: Front, socket: Socket, { isTls }: Opener): void {
    const done = (): void => {
      this.connections.delete(connection);
      this.#leave(front, isTls);
      if (this.connections.size === 0) this.#draining?.();
    };
    const count = (): number => this.#whole.count;
    const connection = front.serve(socket, { idle: this.#idle, count, done });
    this.connections.add(connection);
  }

  #endSessions(key: string): void {
    for (const connection of this.connections) if (connection.serverKey === key) connection.destroy();
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
