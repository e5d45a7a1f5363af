import { endpointText } from "../net/stream/endpoint.ts";
import type { EventLoop } from "../net/stream/event-loop.ts";
import { WheelTimer } from "../net/stream/timer-wheel.ts";
import type { Wire, WireOwner } from "../net/stream/wire.ts";
import type { Action, Session } from "../proxy/action.ts";
import type { BackendState } from "../proxy/backend-state.ts";
import type { SessionRecord } from "../proxy/record.ts";
import { writeGreeting } from "../proxy-protocol/write.ts";
import type { AdminAction } from "../stats/admin-action.ts";
import type { SessionView } from "../stats/view.ts";
import { closeGently } from "./proxy-close.ts";
import { Outbox } from "./proxy-outbox.ts";
import { ServerSide, type ServerSideOptions, type ServerSideOwner } from "./proxy-server-side.ts";
import type { Listed } from "./roster.ts";

/** What the connections of a frontend need of the proxy around them. */
export interface ClientSurroundings extends ServerSideOptions {
  readonly frontend: string;
  readonly log: (record: SessionRecord, wire: Wire) => void;
  readonly act: (action: AdminAction) => void;
  /** `timeout client`: how long what is left may wait for the client to take some of it. */
  readonly flushMs: number | undefined;
}

const none: readonly Action[] = [];
let connections = 1;

/** The I/O of one client connection: events go to the session, its actions are done here. */
export class ClientConnection implements WireOwner, ServerSideOwner, Listed {
  place = -1;
  readonly id = connections++;
  readonly #wire: Wire;
  readonly #session: Session;
  readonly #around: ClientSurroundings;
  readonly #closed: (connection: ClientConnection) => void;
  readonly #loop: EventLoop;
  readonly #startMs: number;
  readonly #toClient = new Outbox();
  readonly #server: ServerSide;
  readonly #timer = new WheelTimer((nowMs) => this.#run(this.#session.onTime(nowMs)));
  /** What came up while actions were being done. */
  #todo: readonly Action[] = none;
  #working = false;
  #leaveQueue: (() => void) | undefined;
  #heldBySession = false;
  #clientBlocked = false;
  #closing = false;
  #gone = false;

  /** @param closed called once, at its end */
  constructor(
    wire: Wire,
    session: Session,
    around: ClientSurroundings,
    closed: (connection: ClientConnection) => void,
  ) {
    this.#closed = closed;
    this.#wire = wire;
    this.#session = session;
    this.#around = around;
    this.#loop = around.loop;
    this.#startMs = around.loop.nowMs;
    this.#server = new ServerSide(around, this);
    wire.owner = this;
  }

  /** Begins; `actions` are what the session wants first. */
  start(actions: readonly Action[]): void {
    this.#run(actions);
  }

  /** Soft stop: an idle connection ends, a busy one when it becomes idle. */
  get busy(): boolean {
    return this.#closing || this.#session.busy || this.#wire.queuedBytes > 0;
  }

  /** The server that it is connected with: `backend/0`. */
  get serverKey(): string | undefined {
    return this.#server.key;
  }

  /** What `show sess` tells of it. */
  statsView(nowMs: number): SessionView {
    const { frontend } = this.#around;
    const source = endpointText(this.#wire.remote);
    const ageMs = nowMs - this.#startMs;
    const { backend, server } = this.#server;
    return { id: this.id, source, frontend, backend: backend?.name, server: server?.name, ageMs };
  }

  destroy(): void {
    this.#wire.destroy();
    this.#end();
  }

  onData(bytes: Uint8Array): void {
    this.#run(this.#session.onClientData(bytes, this.#loop.nowMs));
  }

  onEnd(): void {
    this.#run(this.#session.onClientEnd(this.#loop.nowMs));
  }

  onDrain(): void {
    this.#clientBlocked = false;
    this.#server.resume();
    this.#run(this.#session.onClientBlocked(false, this.#loop.nowMs));
  }

  onBroken(): void {
    this.#end();
  }

  greeting(version: 1 | 2): Uint8Array {
    const { remote, local } = this.#wire;
    return remote.kind === "ip" && local.kind === "ip"
      ? writeGreeting(version, remote, local)
      : writeGreeting(version);
  }

  onServerOpen(reused: boolean): void {
    this.#run(this.#session.onServerOpen(reused, this.#loop.nowMs));
  }

  onServerData(bytes: Uint8Array): void {
    this.#run(this.#session.onServerData(bytes, this.#loop.nowMs));
  }

  onServerEnd(): void {
    this.#run(this.#session.onServerEnd(this.#loop.nowMs));
  }

  onServerError(): void {
    this.#run(this.#session.onServerError(this.#loop.nowMs));
  }

  onServerBlocked(blocked: boolean): void {
    this.#flow();
    this.#run(this.#session.onServerBlocked(blocked, this.#loop.nowMs));
  }

  /** Does what the session asks, in order; what comes up meanwhile is done behind it. */
  #run(actions: readonly Action[]): void {
    if (this.#working) {
      this.#todo = this.#todo.length === 0 ? actions : [...this.#todo, ...actions];
      return;
    }
    this.#working = true;
    for (let batch = actions; ; ) {
      for (const action of batch) this.#do(action);
      this.#flush();
      if (this.#todo.length === 0) break;
      batch = this.#todo;
      this.#todo = none;
    }
    this.#working = false;
    this.#schedule();
  }

  #do(action: Action): void {
    switch (action.kind) {
      case "to-client":
        this.#toClient.add(action.bytes);
        break;
      case "to-server":
        this.#server.add(action.bytes);
        break;
      case "open":
        this.#server.open(action.backend, action.server, action.fresh, action.sni);
        if (this.#clientBlocked) this.#server.pause();
        break;
      case "release":
        this.#server.release(action.keep);
        break;
      case "end-client":
        this.#flushClient();
        this.#wire.end();
        break;
      case "end-server":
        this.#server.end();
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
        this.#enqueue(action.backend, action.server);
        break;
      case "leave-queue":
        this.#leaveQueue?.();
        this.#leaveQueue = undefined;
        break;
      case "administer":
        for (const one of action.actions) this.#around.act(one);
        break;
      case "log":
        this.#around.log(action.record, this.#wire);
        break;
    }
  }

  #enqueue(backend: BackendState, server: number): void {
    this.#leaveQueue = backend.enqueue(() => {
      this.#leaveQueue = undefined;
      // Whoever frees a place comes from anywhere, also from a health check.
      this.#run(this.#session.onPlace(this.#loop.readClock()));
    }, server);
  }

  #flush(): void {
    this.#flushClient();
    this.#server.flush();
  }

  #flushClient(): void {
    if (this.#toClient.flush(this.#wire) || this.#clientBlocked) return;
    this.#clientBlocked = true;
    this.#server.pause();
    this.#run(this.#session.onClientBlocked(true, this.#loop.nowMs));
  }

  /** Reads from the client unless the session or the server has enough. */
  #flow(): void {
    if (this.#closing) return;
    if (this.#heldBySession || this.#server.blocked) this.#wire.pause();
    else this.#wire.resume();
  }

  #close(): void {
    if (this.#closing) return;
    this.#closing = true;
    if (this.#gone) return;
    this.#flushClient();
    const { flushMs } = this.#around;
    closeGently(this.#loop, this.#wire, { flushMs, done: () => this.#end() });
  }

  /** The client's connection is no more. */
  #end(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#run(this.#session.onClientError(this.#loop.readClock()));
    this.#leaveQueue?.();
    this.#server.release(false);
    this.#loop.clearTimer(this.#timer);
    this.#closed(this);
  }

  /** One timer a connection: it is set anew only when it would be late. */
  #schedule(): void {
    const wakeAtMs = this.#gone ? undefined : this.#session.wakeAtMs;
    if (wakeAtMs !== undefined && wakeAtMs < this.#timer.atMs) this.#loop.setTimer(this.#timer, wakeAtMs);
  }
}
