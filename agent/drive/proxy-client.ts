import type { Socket } from "node:net";
import type { Backend, Server as ServerConfig } from "../config/haproxy/config.ts";
import type { Action, Session } from "../proxy/action.ts";
import type { BackendState } from "../proxy/backend-state.ts";
import type { SessionRecord } from "../proxy/record.ts";
import type { AdminAction } from "../stats/admin-action.ts";
import type { SessionView } from "../stats/view.ts";
import { closeGently } from "./proxy-close.ts";
import type { IdleLinks } from "./proxy-idle.ts";
import { type LinkOwner, ServerLink } from "./proxy-link.ts";
import { Outbox } from "./proxy-outbox.ts";

/** What a client's connection needs of the proxy around it. */
export interface ClientSurroundings {
  readonly frontend: string;
  /** The client's `ip:port`. */
  readonly source: string;
  readonly startMs: number;
  readonly idle: IdleLinks;
  /** Where a server of a backend is, and the name of its connections. */
  readonly serverAddress: (
    backend: BackendState,
    server: number,
  ) => {
    readonly host: string;
    readonly port: number;
    readonly key: string;
  };
  readonly log: (record: SessionRecord) => void;
  readonly act: (action: AdminAction) => void;
  readonly closed: () => void;
  /** `timeout client`: how long what is left may wait for the client to take some of it. */
  readonly flushMs: number | undefined;
}

let connections = 1;

/** The I/O of one client connection: socket events go to the session, its actions are done here. */
export class ClientConnection implements LinkOwner {
  readonly #id = connections++;
  readonly #socket: Socket;
  readonly #session: Session;
  readonly #around: ClientSurroundings;
  readonly #todo: Action[] = [];
  readonly #toClient = new Outbox();
  readonly #toServer = new Outbox();
  #working = false;
  #link: ServerLink | undefined;
  /** Where it went last. */
  #backend: Backend | undefined;
  #server: ServerConfig | undefined;
  #leaveQueue: (() => void) | undefined;
  #heldBySession = false;
  #serverBlocked = false;
  #clientBlocked = false;
  #closing = false;
  #timer: NodeJS.Timeout | undefined;
  #timerAtMs = Number.POSITIVE_INFINITY;

  constructor(socket: Socket, session: Session, around: ClientSurroundings) {
    this.#socket = socket;
    this.#session = session;
    this.#around = around;
    socket.on("data", (bytes: Buffer) => this.#run(session.onClientData(bytes, performance.now())));
    socket.on("end", () => this.#run(session.onClientEnd(performance.now())));
    socket.on("error", () => this.#run(session.onClientError(performance.now())));
    socket.on("drain", () => this.#clientDrained());
    socket.on("close", () => this.#gone());
  }

  /** Begins; `actions` are what the session wants first. */
  start(actions: readonly Action[]): void {
    this.#run(actions);
  }

  /** Soft stop: an idle connection ends, a busy one when it becomes idle. */
  get busy(): boolean {
    return this.#closing || this.#session.busy || this.#socket.writableLength > 0;
  }

  /** The server that it is connected with: `backend/0`. */
  get serverKey(): string | undefined {
    return this.#link?.key;
  }

  /** What `show sess` tells of it. */
  statsView(nowMs: number): SessionView {
    const { frontend, source, startMs } = this.#around;
    const ageMs = nowMs - startMs;
    return {
      id: this.#id,
      source,
      frontend,
      backend: this.#backend?.name,
      server: this.#server?.name,
      ageMs,
    };
  }

  destroy(): void {
    this.#socket.destroy();
  }

  onLinkOpen(link: ServerLink, reused: boolean): void {
    if (link === this.#link) this.#run(this.#session.onServerOpen(reused, performance.now()));
  }

  onLinkData(_link: ServerLink, bytes: Uint8Array): void {
    this.#run(this.#session.onServerData(bytes, performance.now()));
  }

  onLinkEnd(_link: ServerLink): void {
    this.#run(this.#session.onServerEnd(performance.now()));
  }

  onLinkError(link: ServerLink): void {
    if (link !== this.#link) return;
    this.#dropLink();
    this.#run(this.#session.onServerError(performance.now()));
  }

  onLinkDrain(link: ServerLink): void {
    if (link !== this.#link) return;
    this.#serverBlocked = false;
    this.#flow();
    this.#run(this.#session.onServerBlocked(false, performance.now()));
  }

  /** Does what the session asks, in order; events that come up meanwhile add to the end. */
  #run(actions: readonly Action[]): void {
    this.#todo.push(...actions);
    if (this.#working) return;
    this.#working = true;
    do {
      for (let action = this.#todo.shift(); action; action = this.#todo.shift()) this.#do(action);
      this.#flush();
    } while (this.#todo.length > 0);
    this.#working = false;
    this.#schedule();
  }

  #do(action: Action): void {
    switch (action.kind) {
      case "to-client":
        this.#toClient.add(action.bytes);
        break;
      case "to-server":
        this.#toServer.add(action.bytes);
        break;
      case "open":
        this.#open(action.backend, action.server, action.fresh);
        break;
      case "release":
        this.#release(action.keep);
        break;
      case "end-client":
        this.#flushClient();
        this.#socket.end();
        break;
      case "end-server":
        this.#flushServer();
        this.#link?.socket.end();
        break;
      case "close-client":
        this.#close();
        break;
      case "hold-client":
      case "read-client":
        this.#heldBySession = action.kind === "hold-client";
        this.#flow();
        break;
      case "enqueue":
        this.#leaveQueue = action.backend.enqueue(() => this.#place());
        break;
      case "leave-queue":
        this.#leaveQueue?.();
        this.#leaveQueue = undefined;
        break;
      case "administer":
        for (const one of action.actions) this.#around.act(one);
        break;
      case "log":
        this.#around.log(action.record);
        break;
    }
  }

  #place(): void {
    this.#leaveQueue = undefined;
    this.#run(this.#session.onPlace(performance.now()));
  }

  #flush(): void {
    this.#flushClient();
    this.#flushServer();
  }

  #flushClient(): void {
    if (this.#toClient.flush(this.#socket)) return;
    this.#clientBlocked = true;
    this.#link?.socket.pause();
    this.#todo.push(...this.#session.onClientBlocked(true, performance.now()));
  }

  #flushServer(): void {
    if (this.#toServer.flush(this.#link?.socket)) return;
    this.#serverBlocked = true;
    this.#flow();
    this.#todo.push(...this.#session.onServerBlocked(true, performance.now()));
  }

  #clientDrained(): void {
    this.#clientBlocked = false;
    this.#link?.socket.resume();
    this.#run(this.#session.onClientBlocked(false, performance.now()));
  }

  /** Reads from the client unless the session or the server has enough. */
  #flow(): void {
    if (this.#heldBySession || this.#serverBlocked) this.#socket.pause();
    else this.#socket.resume();
  }

  #open(backend: BackendState, server: number, fresh: boolean): void {
    const { host, port, key } = this.#around.serverAddress(backend, server);
    const idle = fresh ? undefined : this.#around.idle.take(key);
    this.#link = idle ?? new ServerLink({ host, port }, key, this);
    this.#backend = backend.config;
    this.#server = backend.config.servers[server];
    for (const counters of [backend.counters, backend.serverCounters[server]]) {
      if (counters && idle) counters.reuses++;
      else if (counters) counters.connects++;
    }
    if (this.#clientBlocked) this.#link.socket.pause();
    if (!idle) return;
    idle.owner = this;
    this.onLinkOpen(idle, true);
  }

  #release(keep: boolean): void {
    this.#flushServer();
    const link = this.#link;
    if (!link) return;
    const clean = link.socket.writableLength === 0 && !link.socket.destroyed;
    this.#forgetLink();
    if (keep && clean) this.#around.idle.put(link);
    else link.close();
  }

  #dropLink(): void {
    if (this.#link) this.#link.owner = undefined;
    this.#link?.socket.destroy();
    this.#forgetLink();
  }

  #forgetLink(): void {
    this.#link = undefined;
    if (!this.#serverBlocked) return;
    this.#serverBlocked = false;
    this.#flow();
  }

  #close(): void {
    if (this.#closing) return;
    this.#closing = true;
    this.#flushClient();
    this.#heldBySession = false;
    closeGently(this.#socket, this.#around.flushMs);
  }

  #gone(): void {
    this.#run(this.#session.onClientError(performance.now()));
    this.#leaveQueue?.();
    this.#release(false);
    clearTimeout(this.#timer);
    this.#timerAtMs = Number.NEGATIVE_INFINITY;
    this.#around.closed();
  }

  /** One timer a connection: it is set anew only when it would be late. */
  #schedule(): void {
    const wakeAtMs = this.#session.wakeAtMs;
    if (wakeAtMs === undefined || wakeAtMs >= this.#timerAtMs) return;
    clearTimeout(this.#timer);
    this.#timerAtMs = wakeAtMs;
    this.#timer = setTimeout(() => this.#wake(), Math.max(1, Math.ceil(wakeAtMs - performance.now())));
  }

  #wake(): void {
    this.#timerAtMs = Number.POSITIVE_INFINITY;
    this.#run(this.#session.onTime(performance.now()));
  }
}
