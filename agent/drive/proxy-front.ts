import type { FrontendView } from "../acl/world.ts";
import type { Frontend, HaproxyConfig, Server as ServerConfig } from "../config/haproxy/config.ts";
import { type Endpoint, encodeEndpoint, endpointText } from "../net/stream/endpoint.ts";
import type { EventLoop } from "../net/stream/event-loop.ts";
import type { Wire } from "../net/stream/wire.ts";
import type { BackendState } from "../proxy/backend-state.ts";
import { HttpSession } from "../proxy/http-session.ts";
import { tellsErrors, wentWrong } from "../proxy/line-choice.ts";
import { logLine } from "../proxy/log-line.ts";
import { observeRecord } from "../proxy/observe-record.ts";
import type { Evidence, SessionRecord } from "../proxy/record.ts";
import { frontOf, type Front as Routes } from "../proxy/route.ts";
import { TcpSession } from "../proxy/tcp-session.ts";
import { countEnd } from "../rule/tally.ts";
import { account } from "../stats/account.ts";
import type { News } from "../stats/admin-message.ts";
import { Counters } from "../stats/counters.ts";
import type { ErrorLog } from "../stats/error-log.ts";
import type { FrontView } from "../stats/view.ts";
import type { Certificate } from "../tls/certificate.ts";
import { clientOf } from "../tls/clients.ts";
import type { HandshakeFailure } from "../tls/listener.ts";
import type { LogLevel, LogSink } from "./access-log.ts";
import { FrontLine, type LineAround } from "./front-line.ts";
import { dateOf, localDate } from "./local-time.ts";
import { ClientConnection, type ClientSurroundings } from "./proxy-client.ts";
import { Gate } from "./proxy-gate.ts";
import type { GreetingFailure } from "./proxy-greeting.ts";
import type { IdleLinks } from "./proxy-idle.ts";
import type { LinkTarget } from "./proxy-link.ts";
import type { RuleWorld } from "./rule-world.ts";
import type { StatsWorld } from "./stats-world.ts";
import { WireView } from "./wire-view.ts";

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
  /** Listening sockets of a predecessor by `bindKey`, to be taken over. */
  readonly inherited?: ReadonlyMap<string, number>;
  /** What was said before it listened. */
  readonly startupLog: () => string;
  /** News of a section that an administrator has changed. */
  readonly tell: (proxy: string, news: News) => void;
}

interface FailedHandshake {
  readonly failure: HandshakeFailure | GreetingFailure;
  readonly startedMs: number;
  /** The `bind` that it came to. */
  readonly listener: string;
}

interface FrontOptions extends ProxyOptions {
  /** What the statistics page shows and changes. */
  readonly world: () => StatsWorld;
  readonly errors: ErrorLog;
  readonly rules: RuleWorld;
  readonly loop: EventLoop;
  readonly idle: IdleLinks;
  /** Connections of the whole process. */
  readonly count: () => number;
}

/** A frontend at work: it makes a session of each connection, and writes the access log. */
export class Front {
  readonly frontend: Frontend;
  readonly gate: Gate;
  readonly #routes: Routes;
  readonly #backends: ReadonlyMap<string, BackendState>;
  readonly #options: FrontOptions;
  readonly #sink: LogSink;
  readonly #surroundings: ClientSurroundings;
  readonly #targets = new WeakMap<ServerConfig, LinkTarget>();
  /** By a server's place in its backend: who was asked for last, so that most requests need not search. */
  readonly #recent: { readonly server: ServerConfig; readonly target: LinkTarget }[] = [];
  readonly #lineAround: LineAround;
  /** Nobody gets a line: none is made. */
  readonly #mute: boolean;
  /** Lines about what went wrong are not like the others. */
  readonly #tellsErrors: boolean;
  readonly counters = new Counters();
  readonly handshakes = { done: 0, resumed: 0, failed: 0 };
  /** Lines of its log so far. */
  #lines = 0;
  /** Whether anybody is let in: `disable frontend`, `shutdown frontend`. */
  status: FrontView["status"] = "OPEN";

  constructor(frontend: Frontend, backends: readonly BackendState[], options: FrontOptions) {
    this.frontend = frontend;
    this.gate = new Gate(frontend.maxConnections);
    this.#routes = frontOf(frontend, backends, options.files, {
      stats: () => options.world().view(),
      world: options.rules,
    });
    this.#backends = new Map(backends.map((backend) => [backend.config.name, backend]));
    this.#options = options;
    this.#sink = options.sinkOf(frontend);
    this.#lineAround = this.#aroundLines();
    this.#tellsErrors = tellsErrors(frontend);
    this.#mute = frontend.logs.length === 0 || frontend.logFormat === "none";
    const { loop, idle } = options;
    this.#surroundings = {
      loop,
      idle,
      targetOf: (backend, server) => this.#targetOf(backend, server),
      frontend: frontend.name,
      log: (record, wire) => this.#log(record, wire),
      act: (action) => options.world().act(action),
      flushMs: frontend.timeouts.clientMs,
    };
  }

  /** From now on each connection closes behind its response. */
  drain(): void {
    this.#routes.drain.active = true;
  }

  serve(wire: Wire, closed: (connection: ClientConnection) => void): ClientConnection {
    const { nowMs } = this.#options.loop;
    const view = new WireView(wire);
    const http = this.frontend.mode === "http";
    const session = http
      ? new HttpSession(this.#routes, view, nowMs)
      : new TcpSession(this.#routes, view, nowMs);
    const connection = new ClientConnection(wire, session, this.#surroundings, closed);
    if (session instanceof TcpSession) connection.start(session.start(nowMs));
    else connection.start(session.start());
    return connection;
  }

  #targetOf(backend: BackendState, index: number): LinkTarget {
    const server = backend.config.servers[index];
    if (!server) throw new RangeError(`no server ${index} in ${backend.config.name}`);
    const recent = this.#recent[index];
    if (recent?.server === server) return recent.target;
    const target = this.#targets.get(server) ?? this.#newTarget(backend, index, server);
    this.#recent[index] = { server, target };
    return target;
  }

  #newTarget(backend: BackendState, index: number, server: ServerConfig): LinkTarget {
    const host = this.#options.addressOf(server.host);
    // As HAProxy: of a port above 65535 the lower 16 bits count.
    const endpoint = { kind: "ip", host, port: server.port & 0xffff } as const;
    const target = {
      endpoint,
      address: encodeEndpoint(endpoint),
      key: `${backend.config.name}/${index}@${host}:${server.port}`,
      tls: clientOf(server.tls),
      ...sourceOf(server.source),
      idleMaximum: server.idleMaximum,
      purgeMs: server.purgeMs,
      keepAlive: backend.config.keepAlive,
    };
    this.#targets.set(server, target);
    return target;
  }

  /** A TLS handshake that came to nothing; who left or said nothing is left out by `option dontlognull`. */
  logFailure(remote: Endpoint, { failure, startedMs, listener }: FailedHandshake): void {
    const silent = /^(Connection closed|Timeout) /.test(failure);
    if (this.#mute || (silent && this.frontend.dontLogNull)) return;
    const client = endpointText(remote);
    const place = `${this.frontend.name}/${listener}`;
    this.#sink.write("info", `${client} [${localDate(startedMs)}] ${place}: ${failure}`);
  }

  /** As the statistics see it, now and later. */
  statsView(limit: number): FrontView {
    const { counters, handshakes, gate } = this;
    const status = (): FrontView["status"] => this.status;
    return {
      counters,
      handshakes,
      get limit() {
        return Number.isFinite(gate.limit) ? gate.limit : limit;
      },
      get status() {
        return status();
      },
    };
  }

  #aroundLines(): LineAround {
    const { frontend } = this;
    const { rules, addressOf, count, connections } = this.#options;
    const { hostName, processId } = rules;
    const frontCount = (): number => this.gate.count;
    const lines = (): number => this.#lines;
    const requests = (): number => connections.requests;
    return { frontend, hostName, processId, addressOf, count, frontCount, lines, requests };
  }

  /** As conditions see it. */
  get ruleView(): FrontendView {
    const { counters } = this;
    return {
      id: this.frontend.id,
      connections: counters.current,
      sessionRate: (nowMs) => counters.sessionRate.read(nowMs),
      requestRate: (nowMs) => counters.requestRate.read(nowMs),
    };
  }

  #account(record: SessionRecord, backend: BackendState | undefined, nowMs: number): void {
    const { frontend, counters: front } = this;
    const own =
      frontend.defaultBackend === frontend.name ? this.#backends.get(frontend.name)?.counters : undefined;
    const server = record.server === undefined ? undefined : backend?.serverCounters[record.server];
    const process = this.#options.connections;
    if (backend?.observers) observeRecord(backend, record, nowMs);
    account(record, { process, front, own, backend: backend?.counters, server }, nowMs);
  }

  #log(record: SessionRecord, wire: Wire): void {
    const { frontend } = this;
    const { nowMs } = this.#options.loop;
    const backend = record.backend === undefined ? undefined : this.#backends.get(record.backend);
    this.#account(record, backend, nowMs);
    if (record.evidence) this.#keep(record.evidence, record, wire);
    const { view } = record;
    if (view) countEnd(view, { status: record.status, bytesIn: record.bytesIn, bytesOut: record.bytes });
    const chosen = view?.transaction?.logLevel ?? "info";
    if (this.#mute || chosen === "silent" || (record.empty && frontend.dontLogNull)) return;
    const failed = this.#tellsErrors && wentWrong(record);
    if (!failed && this.#tellsErrors && frontend.options?.has("dontlog-normal")) return;
    const level = failed && frontend.options?.has("log-separate-errors") ? "err" : chosen;
    const startedMs = dateOf(record.startMs, nowMs);
    const facts = new FrontLine(this.#lineAround, record, wire, { backend, startedMs });
    const { logFormat, errorLine, logLine: usual } = frontend;
    // Whether there was a request is asked last: its line is made by asking.
    const isOfError = errorLine !== undefined && record.kind === "http" && record.requestLine === undefined;
    const format = isOfError ? errorLine : usual;
    const line = this.#sink.begin();
    if (format) line.text(format.fillLine({ record, facts }));
    else if (logFormat !== "none") logLine(line, record, facts, logFormat);
    this.#lines++;
    this.#sink.end(level as LogLevel);
  }

  #keep(evidence: Evidence, { backend, server }: SessionRecord, wire: Wire): void {
    const { name } = this.frontend;
    const [date, source] = [localDate(Date.now()), endpointText(wire.remote)];
    this.#options.errors.keep({ date, source, frontend: name, backend, server, evidence });
  }
}

/** `source`: any port of this address. */
function sourceOf(host: string | undefined): Pick<LinkTarget, "source" | "sourceHost"> {
  return host === undefined
    ? {}
    : { sourceHost: host, source: encodeEndpoint({ kind: "ip", host, port: 0 }) };
}
