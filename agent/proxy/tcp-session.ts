import { Memory, Transaction } from "../acl/transaction.ts";
import type { ConnectionView, RequestView } from "../acl/view.ts";
import { applyRules } from "../rule/rule.ts";
import type { Action, Session } from "./action.ts";
import { Dispatch, failureTerminations } from "./dispatch.ts";
import type { Termination } from "./record.ts";
import { type Front, routeOf } from "./route.ts";
import type { SessionSettings } from "./settings.ts";
import { type TunnelLimit, tunnelLimit } from "./tunnel-time.ts";
import { welcome } from "./welcome.ts";

/** A client's connection in `mode tcp`: bytes pass unread in both directions, each may end by itself. */
export class TcpSession implements Session {
  readonly #settings: SessionSettings;
  readonly #dispatch: Dispatch | undefined;
  readonly #view: RequestView;
  readonly #transaction = new Transaction(new Memory());
  readonly #startMs: number;
  /** A rule did not let it in. */
  readonly #refused: "silently" | "with a line" | undefined;
  #out: Action[] = [];
  /** What the client sent before the server was there. */
  #early: Uint8Array[] = [];
  #bytes = 0;
  #bytesIn = 0;
  #clientEnded = false;
  #serverEnded = false;
  #closed = false;
  #lastMs: number;
  /** So long nothing may come from anywhere. */
  #limit: TunnelLimit | undefined;

  constructor(front: Front, connection: ConnectionView, nowMs: number) {
    const { backend: backendNamed, world } = front;
    const transaction = this.#transaction;
    const { isLetIn, connection: own } = welcome(front, connection, transaction.session);
    transaction.frontend = front.frontend.name;
    const view = { connection: own, head: undefined, backend: backendNamed, transaction, world };
    this.#view = view;
    const content = applyRules(front.frontend.rules.content ?? [], view);
    this.#refused = !isLetIn ? "silently" : content.kind === "on" ? undefined : "with a line";
    const settings = this.#refused ? front.own : routeOf(front, view);
    this.#settings = settings;
    this.#startMs = nowMs;
    this.#lastMs = nowMs;
    const { backend } = settings;
    this.#limit = this.#limitNow();
    this.#dispatch = backend ? new Dispatch(backend, view) : undefined;
    backend?.enter(nowMs);
  }

  /** To be called once, before any event. */
  start(nowMs: number): readonly Action[] {
    if (this.#refused) this.#over("PR", nowMs);
    else if (this.#dispatch) this.#then(this.#dispatch.start(true, nowMs), nowMs);
    else this.#over("SC", nowMs);
    return this.#take();
  }

  get busy(): boolean {
    return !this.#closed;
  }

  get wakeAtMs(): number | undefined {
    if (this.#closed) return undefined;
    if (this.#dispatch?.phase !== "open") return this.#dispatch?.wakeAtMs;
    return this.#limit && this.#lastMs + this.#limit.limitMs;
  }

  onClientData(bytes: Uint8Array, nowMs: number): readonly Action[] {
    this.#lastMs = nowMs;
    if (this.#closed) return [];
    this.#bytesIn += bytes.length;
    if (this.#dispatch?.phase === "open") this.#out.push({ kind: "to-server", bytes });
    else {
      // One piece is enough to wait with.
      this.#early.push(new Uint8Array(bytes));
      this.#out.push({ kind: "hold-client" });
    }
    return this.#take();
  }

  onClientEnd(nowMs: number): readonly Action[] {
    this.#clientEnded = true;
    this.#sideEnded(nowMs);
    if (this.#dispatch?.phase === "open") {
      this.#out.push({ kind: "end-server" });
      this.#finishIfDone(nowMs);
    }
    return this.#take();
  }

  onClientError(nowMs: number): readonly Action[] {
    this.#over(this.#dispatch?.phase === "open" ? "CD" : "CC", nowMs);
    return this.#take();
  }

  onClientBlocked(_blocked: boolean, nowMs: number): readonly Action[] {
    this.#lastMs = nowMs;
    return [];
  }

  onServerBlocked(_blocked: boolean, nowMs: number): readonly Action[] {
    this.#lastMs = nowMs;
    return [];
  }

  onServerOpen(_reused: boolean, nowMs: number): readonly Action[] {
    this.#dispatch?.onOpen(nowMs);
    this.#lastMs = nowMs;
    for (const bytes of this.#early) this.#out.push({ kind: "to-server", bytes });
    if (this.#early.length > 0) this.#out.push({ kind: "read-client" });
    this.#early = [];
    if (this.#clientEnded) this.#out.push({ kind: "end-server" });
    return this.#take();
  }

  onServerData(bytes: Uint8Array, nowMs: number): readonly Action[] {
    this.#lastMs = nowMs;
    this.#bytes += bytes.length;
    this.#out.push({ kind: "to-client", bytes });
    return this.#take();
  }

  onServerEnd(nowMs: number): readonly Action[] {
    this.#serverEnded = true;
    this.#sideEnded(nowMs);
    this.#out.push({ kind: "end-client" });
    this.#finishIfDone(nowMs);
    return this.#take();
  }

  onServerError(nowMs: number): readonly Action[] {
    if (this.#dispatch?.phase === "connect") this.#then(this.#dispatch.onError(nowMs), nowMs);
    else this.#over("SD", nowMs);
    return this.#take();
  }

  onPlace(nowMs: number): readonly Action[] {
    if (this.#dispatch) this.#then(this.#dispatch.onPlace(nowMs), nowMs);
    return this.#take();
  }

  onTime(nowMs: number): readonly Action[] {
    const wakeAtMs = this.wakeAtMs;
    if (wakeAtMs === undefined || nowMs < wakeAtMs) return [];
    if (this.#dispatch?.phase === "open") this.#over(`${this.#limit?.who ?? "c"}D`, nowMs);
    else if (this.#dispatch) this.#then(this.#dispatch.onTime(nowMs), nowMs);
    return this.#take();
  }

  /** Another limit counts from now on. */
  #sideEnded(nowMs: number): void {
    this.#lastMs = nowMs;
    this.#limit = this.#limitNow();
  }

  #limitNow(): TunnelLimit | undefined {
    const { frontend, backend } = this.#settings;
    const stance = { clientEnded: this.#clientEnded, serverEnded: this.#serverEnded };
    return tunnelLimit(frontend.timeouts, backend?.config.timeouts, stance);
  }

  #then(actions: readonly Action[], nowMs: number): void {
    this.#out.push(...actions);
    const failure = this.#dispatch?.failure;
    if (failure) this.#over(failureTerminations[failure], nowMs);
  }

  #finishIfDone(nowMs: number): void {
    if (this.#clientEnded && this.#serverEnded) this.#over("--", nowMs);
  }

  #over(termination: Termination, nowMs: number): void {
    if (this.#closed) return;
    this.#closed = true;
    const dispatch = this.#dispatch;
    this.#out.push({ kind: "leave-queue" }, { kind: "release", keep: false });
    dispatch?.free();
    this.#settings.backend?.leave();
    const record = {
      kind: "tcp",
      startMs: this.#startMs,
      requestMs: -1,
      queueMs: dispatch?.queueMs ?? -1,
      connectMs: dispatch?.connectMs ?? -1,
      responseMs: -1,
      totalMs: nowMs - this.#startMs,
      idleMs: 0,
      view: this.#view,
      server: dispatch?.server,
      stats: false,
      backend: this.#settings.backend?.config.name,
      status: -1,
      bytes: this.#bytes,
      bytesIn: this.#bytesIn,
      turn: dispatch?.turn,
      termination,
      retries: dispatch?.retries ?? 0,
      redispatched: dispatch?.redispatched ?? false,
      requestLine: undefined,
      empty: this.#bytes === 0,
    } as const;
    // Its own connection is still counted in its line, as the original does.
    if (this.#refused !== "silently") this.#out.push({ kind: "log", record });
    this.#out.push({ kind: "close-client" });
    this.#transaction.over();
    this.#transaction.session.over();
  }

  #take(): readonly Action[] {
    const out = this.#out;
    this.#out = [];
    return out;
  }
}
