import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { ConnectionView } from "../acl/view.ts";
import type { Frontend, HaproxyConfig } from "../config/haproxy/config.ts";
import type { Session } from "../proxy/action.ts";
import type { BackendState } from "../proxy/backend-state.ts";
import { HttpSession } from "../proxy/http-session.ts";
import { logLine } from "../proxy/log-line.ts";
import type { SessionRecord } from "../proxy/record.ts";
import { frontOf, type Front as Routes } from "../proxy/route.ts";
import { TcpSession } from "../proxy/tcp-session.ts";
import { account } from "../stats/account.ts";
import { Counters } from "../stats/counters.ts";
import type { FrontView } from "../stats/view.ts";
import type { Certificate } from "../tls/certificate.ts";
import type { HandshakeFailure } from "../tls/listener.ts";
import { type LogSink, localDate } from "./access-log.ts";
import { Admission } from "./proxy-admission.ts";
import { ClientConnection } from "./proxy-client.ts";
import type { IdleLinks } from "./proxy-idle.ts";
import type { StatsWorld } from "./stats-world.ts";

export interface ProxyOptions {
  readonly config: HaproxyConfig;
  /** Path to content, for `errorfile`. */
  readonly files: ReadonlyMap<string, string>;
  /** Path to what was read, for `crt`. */
  readonly certificates: ReadonlyMap<string, readonly Certificate[]>;
  /** What all connections of the process are counted in. */
  readonly connections: Counters;
  readonly addressOf: (host: string) => string;
  readonly sinkOf: (frontend: Frontend) => LogSink;
  /** News of a section that an administrator has changed. */
  readonly tell: (proxy: string, message: string) => void;
}

/** What the log tells of the connection. */
interface ConnectionFacts {
  readonly client: string;
  readonly local: string;
  readonly isTls: boolean;
  /** Connections of the whole process. */
  readonly process: number;
}

interface FailedHandshake {
  readonly failure: HandshakeFailure;
  readonly startedMs: number;
  /** The `bind` that it came to. */
  readonly listener: string;
}

interface FrontOptions extends ProxyOptions {
  /** What the statistics page shows and changes. */
  readonly world: () => StatsWorld;
}

interface Surroundings {
  readonly idle: IdleLinks;
  readonly count: () => number;
  readonly done: () => void;
}

/** A frontend at work: it makes a session of each connection, and writes the access log. */
export class Front {
  readonly frontend: Frontend;
  readonly admission: Admission;
  readonly #routes: Routes;
  readonly #backends: ReadonlyMap<string, BackendState>;
  readonly #options: FrontOptions;
  readonly #sink: LogSink;
  /** Nobody gets a line: none is made. */
  readonly #mute: boolean;
  readonly counters = new Counters();
  readonly handshakes = { done: 0, resumed: 0, failed: 0 };
  /** `disable frontend`: nobody is let in. */
  paused = false;

  constructor(frontend: Frontend, backends: readonly BackendState[], options: FrontOptions) {
    this.frontend = frontend;
    this.admission = new Admission(frontend.maxConnections);
    this.#routes = frontOf(frontend, backends, options.files, () => options.world().view());
    this.#backends = new Map(backends.map((backend) => [backend.config.name, backend]));
    this.#options = options;
    this.#sink = options.sinkOf(frontend);
    this.#mute = frontend.logs.length === 0 || frontend.logFormat === "none";
  }

  /** From now on each connection closes behind its response. */
  drain(): void {
    this.#routes.drain.active = true;
  }

  serve(socket: Socket, around: Surroundings): ClientConnection {
    const client = endpoint(socket.remoteAddress, socket.remotePort);
    const local = endpoint(socket.localAddress, socket.localPort);
    const nowMs = performance.now();
    const isTls = socket instanceof TLSSocket;
    const [session, start] = this.#session(viewOf(socket), nowMs);
    const connection = new ClientConnection(socket, session, {
      frontend: this.frontend.name,
      source: client,
      startMs: nowMs,
      idle: around.idle,
      serverAddress: (backend, server) => this.#serverAddress(backend, server),
      log: (record) => this.#log(record, { client, local, isTls, process: around.count() }),
      act: (action) => this.#options.world().act(action),
      closed: around.done,
      flushMs: this.frontend.timeouts.clientMs,
    });
    connection.start(start());
    return connection;
  }

  #session(view: ConnectionView, nowMs: number): [Session, () => ReturnType<TcpSession["start"]>] {
    if (this.frontend.mode === "http") {
      const session = new HttpSession(this.#routes, view, nowMs);
      return [session, () => []];
    }
    const session = new TcpSession(this.#routes, view, nowMs);
    return [session, () => session.start(nowMs)];
  }

  #serverAddress(backend: BackendState, index: number): { host: string; port: number; key: string } {
    const server = backend.config.servers[index];
    const host = this.#options.addressOf(server?.host ?? "");
    return { host, port: server?.port ?? 0, key: `${backend.config.name}/${index}` };
  }

  /** A TLS handshake that came to nothing; who left or said nothing is left out by `option dontlognull`. */
  logFailure(socket: Socket, { failure, startedMs, listener }: FailedHandshake): void {
    const silent = failure !== "SSL handshake failure";
    if (this.#mute || (silent && this.frontend.dontLogNull)) return;
    const client = endpoint(socket.remoteAddress, socket.remotePort);
    const place = `${this.frontend.name}/${listener}`;
    this.#sink.write("info", `${client} [${localDate(new Date(startedMs))}] ${place}: ${failure}`);
  }

  /** As the statistics see it, now and later. */
  statsView(limit: number): FrontView {
    const { counters, handshakes } = this;
    const isPaused = (): boolean => this.paused;
    return {
      counters,
      handshakes,
      limit,
      get paused() {
        return isPaused();
      },
    };
  }

  #account(record: SessionRecord, backend: BackendState | undefined): void {
    const { frontend, counters: front } = this;
    const own =
      frontend.defaultBackend === frontend.name ? this.#backends.get(frontend.name)?.counters : undefined;
    const server = record.server === undefined ? undefined : backend?.serverCounters[record.server];
    const process = this.#options.connections;
    account(record, { process, front, own, backend: backend?.counters, server }, performance.now());
  }

  #log(record: SessionRecord, facts: ConnectionFacts): void {
    const { frontend } = this;
    const backend = record.backend === undefined ? undefined : this.#backends.get(record.backend);
    this.#account(record, backend);
    if (this.#mute || (record.empty && frontend.dontLogNull)) return;
    const server = record.server === undefined ? undefined : backend?.config.servers[record.server];
    const startedMs = Date.now() - (performance.now() - record.startMs);
    const line = logLine(
      record,
      {
        client: facts.client,
        local: facts.local,
        frontend: frontend.name,
        isTls: facts.isTls,
        mode: frontend.mode,
        server: record.stats ? "<STATS>" : server?.name,
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

function viewOf(socket: Socket): ConnectionView {
  const isTls = socket instanceof TLSSocket;
  const name = isTls ? socket.servername : undefined;
  return {
    clientAddress: plain(socket.remoteAddress),
    clientPort: socket.remotePort ?? 0,
    localAddress: plain(socket.localAddress),
    localPort: socket.localPort ?? 0,
    isTls,
    // Node gives false where the client named none.
    ...(typeof name === "string" && name !== "" ? { serverName: name } : {}),
  };
}

function plain(address: string | undefined): string {
  return (address ?? "").replace(/^::ffff:/, "");
}

function endpoint(address: string | undefined, port: number | undefined): string {
  return `${plain(address)}:${port ?? 0}`;
}
