import type { Server, Socket } from "node:net";
import type { Frontend, HaproxyConfig } from "../config/haproxy/config.ts";
import type { Session } from "../proxy/action.ts";
import { BackendState } from "../proxy/backend-state.ts";
import { HttpSession } from "../proxy/http-session.ts";
import { logLine } from "../proxy/log-line.ts";
import type { SessionRecord } from "../proxy/record.ts";
import { type SessionSettings, settingsOf } from "../proxy/settings.ts";
import { TcpSession } from "../proxy/tcp-session.ts";
import { type LogSink, localDate } from "./access-log.ts";
import { Admission } from "./proxy-admission.ts";
import { ClientConnection } from "./proxy-client.ts";
import { IdleLinks } from "./proxy-idle.ts";
import { listen } from "./proxy-listener.ts";

export interface ProxyOptions {
  readonly config: HaproxyConfig;
  /** Path to content, for `errorfile`. */
  readonly files: ReadonlyMap<string, string>;
  readonly addressOf: (host: string) => string;
  readonly sinkOf: (frontend: Frontend) => LogSink;
}

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
  #draining: (() => void) | undefined;

  constructor(options: ProxyOptions) {
    this.#options = options;
    this.#whole = new Admission(options.config.global.maxConnections);
    this.backends = options.config.backends.map((backend) => new BackendState(backend));
    this.#fronts = options.config.frontends.map(
      (frontend) => new Front(frontend, this.#backendOf(frontend), options),
    );
  }

  #backendOf(frontend: Frontend): BackendState | undefined {
    return this.backends.find((backend) => backend.config.name === frontend.defaultBackend);
  }

  get totals(): ReadonlyMap<string, number> {
    return new Map(this.#fronts.map((front) => [front.frontend.name, front.admission.total]));
  }

  async listen(): Promise<void> {
    for (const front of this.#fronts) {
      for (const bind of front.frontend.binds) {
        const address = { host: this.#options.addressOf(bind.host), port: bind.port };
        this.#servers.push(await listen(address, (socket) => this.#accept(front, socket)));
      }
    }
  }

  #accept(front: Front, socket: Socket): void {
    // A client may leave before it was let in.
    socket.once("error", () => socket.destroy());
    // The frontend first: who waits there must not take the room of the others.
    front.admission.admit(socket, () =>
      this.#whole.admit(
        socket,
        () => this.#serve(front, socket),
        () => front.admission.leave(),
      ),
    );
  }

  #serve(front: Front, socket: Socket): void {
    const done = (): void => {
      this.connections.delete(connection);
      front.admission.leave();
      this.#whole.leave();
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
    for (const connection of this.connections) connection.destroy();
    this.#idle[Symbol.dispose]();
  }
}

interface Surroundings {
  readonly idle: IdleLinks;
  readonly count: () => number;
  readonly done: () => void;
}

/** A frontend at work. */
class Front {
  readonly frontend: Frontend;
  readonly admission: Admission;
  readonly #settings: SessionSettings;
  readonly #options: ProxyOptions;
  readonly #sink: LogSink;

  constructor(frontend: Frontend, backend: BackendState | undefined, options: ProxyOptions) {
    this.frontend = frontend;
    this.admission = new Admission(frontend.maxConnections);
    this.#settings = settingsOf(frontend, backend, options.files);
    this.#options = options;
    this.#sink = options.sinkOf(frontend);
  }

  /** From now on each connection closes behind its response. */
  drain(): void {
    this.#settings.drain.active = true;
  }

  serve(socket: Socket, around: Surroundings): ClientConnection {
    const { backend } = this.#settings;
    const client = endpoint(socket.remoteAddress, socket.remotePort);
    const local = endpoint(socket.localAddress, socket.localPort);
    const nowMs = performance.now();
    const [session, start] = this.#session(plain(socket.remoteAddress), nowMs);
    const connection = new ClientConnection(socket, session, {
      idle: around.idle,
      serverAddress: (server) => this.#serverAddress(server),
      enqueue: (wake) => backend?.enqueue(wake) ?? (() => {}),
      log: (record) => this.#log(record, { client, local, process: around.count() }),
      closed: around.done,
      flushMs: this.frontend.timeouts.clientMs,
    });
    connection.start(start());
    return connection;
  }

  #session(address: string, nowMs: number): [Session, () => ReturnType<TcpSession["start"]>] {
    if (this.frontend.mode === "http") {
      const session = new HttpSession(this.#settings, address, nowMs);
      return [session, () => []];
    }
    const session = new TcpSession(this.#settings, nowMs);
    return [session, () => session.start(nowMs)];
  }

  #serverAddress(index: number): { host: string; port: number; key: string } {
    const { backend } = this.#settings;
    const server = backend?.config.servers[index];
    const host = this.#options.addressOf(server?.host ?? "");
    return { host, port: server?.port ?? 0, key: `${backend?.config.name}/${index}` };
  }

  #log(record: SessionRecord, facts: { client: string; local: string; process: number }): void {
    const { frontend } = this;
    if (record.empty && frontend.dontLogNull) return;
    const { backend } = this.#settings;
    const server = record.server === undefined ? undefined : backend?.config.servers[record.server];
    const startedMs = Date.now() - (performance.now() - record.startMs);
    const line = logLine(
      record,
      {
        client: facts.client,
        local: facts.local,
        frontend: frontend.name,
        mode: frontend.mode,
        backend: backend?.config.name,
        server: server?.name,
        date: localDate(new Date(startedMs)),
        connections: {
          process: facts.process,
          frontend: this.admission.count,
          backend: backend?.active ?? 0,
          server: record.server === undefined ? 0 : (backend?.sessions[record.server] ?? 0),
        },
        queued: { server: 0, backend: backend?.queued ?? 0 },
      },
      frontend.logFormat,
    );
    if (line !== undefined) this.#sink.write("info", line);
  }
}

function plain(address: string | undefined): string {
  return (address ?? "").replace(/^::ffff:/, "");
}

function endpoint(address: string | undefined, port: number | undefined): string {
  return `${plain(address)}:${port ?? 0}`;
}
