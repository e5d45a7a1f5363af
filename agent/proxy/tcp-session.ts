import { Memory, Transaction } from "../acl/transaction.ts";
import type { ConnectionView } from "../acl/view.ts";
import type { ContentRules } from "../rule/content.ts";
import type { Action, Session } from "./action.ts";
import { earliest } from "./activity.ts";
import { Dispatch, failureTerminations } from "./dispatch.ts";
import { Inspection } from "./inspection.ts";
import type { Termination } from "./record.ts";
import type { Front } from "./route.ts";
import { newStreams, TcpEntrance, type TcpView } from "./tcp-entrance.ts";
import { type TunnelLimit, tunnelLimit } from "./tunnel-time.ts";
import { welcome } from "./welcome.ts";

/** A client's connection in `mode tcp`: bytes pass unread in both directions, each may end by itself. */
export class TcpSession implements Session {
  readonly #entrance: TcpEntrance;
  readonly #view: TcpView;
  readonly #transaction = new Transaction(new Memory());
  readonly #startMs: number;
  /** A rule at the door did not let it in. */
  readonly #isRefused: boolean;
  #dispatch: Dispatch | undefined;
  /** Rules still look into what the client sends. */
  #waits = false;
  /** Rules look into what the server sends. */
  #inspection: Inspection | undefined;
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
    const { backend, world } = front;
    const transaction = this.#transaction;
    const { isLetIn, connection: own } = welcome(front, connection, transaction.session);
    transaction.frontend = front.frontend.name;
    this.#view = { connection: own, head: undefined, backend, transaction, world, streams: undefined };
    this.#isRefused = !isLetIn;
    this.#entrance = new TcpEntrance(front, this.#view);
    this.#startMs = nowMs;
    this.#lastMs = nowMs;
  }

  /** To be called once, before any event. */
  start(nowMs: number): readonly Action[] {
    if (this.#isRefused) this.#over("PR", nowMs);
    else this.#enter(nowMs);
    return this.#take();
  }

  /** Goes on to the server, as far as the rules let it. */
  #enter(nowMs: number): void {
    const clientLate = nowMs >= (this.#clientUntilMs ?? Number.POSITIVE_INFINITY);
    const verdict = this.#entrance.look(this.#clientEnded || clientLate, nowMs);
    this.#waits = verdict === "wait";
    if (this.#waits) return;
    if (verdict === "refused") {
      this.#over("PR", nowMs);
      return;
    }
    const { backend } = this.#entrance.settings;
    this.#limit = this.#limitNow();
    if (!backend) {
      this.#over("SC", nowMs);
      return;
    }
    backend.enter(nowMs);
    this.#dispatch = new Dispatch(backend, this.#view);
    if (this.#early.length > 0) this.#out.push({ kind: "hold-client" });
    this.#then(this.#dispatch.start(true, nowMs), nowMs);
  }

  get #clientUntilMs(): number | undefined {
    const { clientMs } = this.#entrance.settings.frontend.timeouts;
    return clientMs === undefined ? undefined : this.#lastMs + clientMs;
  }

  get busy(): boolean {
    return !this.#closed;
  }

  get wakeAtMs(): number | undefined {
    if (this.#closed) return undefined;
    if (this.#waits) return earliest(this.#entrance.wakeAtMs, this.#clientUntilMs);
    if (this.#dispatch?.phase !== "open") return this.#dispatch?.wakeAtMs;
    const silentUntilMs = this.#limit && this.#lastMs + this.#limit.limitMs;
    return this.#inspection ? earliest(this.#inspection.wakeAtMs, silentUntilMs) : silentUntilMs;
  }

  onClientData(bytes: Uint8Array, nowMs: number): readonly Action[] {
    this.#lastMs = nowMs;
    if (this.#closed) return [];
    this.#bytesIn += bytes.length;
    if (this.#dispatch?.phase === "open") this.#out.push({ kind: "to-server", bytes });
    else {
      this.#early.push(new Uint8Array(bytes));
      if (this.#waits) {
        this.#entrance.take(bytes);
        this.#enter(nowMs);
      }
      // One piece is enough to wait with.
      else this.#out.push({ kind: "hold-client" });
    }
    return this.#take();
  }

  onClientEnd(nowMs: number): readonly Action[] {
    this.#clientEnded = true;
    this.#sideEnded(nowMs);
    if (this.#waits) this.#enter(nowMs);
    else if (this.#dispatch?.phase === "open") {
      this.#out.push({ kind: "end-server" });
      this.#finishIfDone(nowMs);
    }
    return this.#take();
  }

  onClientError(nowMs: number): readonly Action[] {
    this.#over(this.#waits ? "CR" : this.#dispatch?.phase === "open" ? "CD" : "CC", nowMs);
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
    const content = this.#entrance.settings.backend?.config.rules.answerContent;
    if (content) this.#beginInspection(content, nowMs);
    return this.#take();
  }

  /** Without a delay the rules must do with what there is: nothing yet, as with the original. */
  #beginInspection(content: ContentRules, nowMs: number): void {
    const streams = this.#view.streams ?? newStreams();
    this.#view.streams = streams;
    streams.about = streams.response;
    this.#inspection = new Inspection(content, streams.response);
    this.#look(this.#inspection, nowMs);
  }

  onServerData(bytes: Uint8Array, nowMs: number): readonly Action[] {
    this.#lastMs = nowMs;
    this.#bytes += bytes.length;
    if (this.#inspection) {
      this.#inspection.stream.add(bytes);
      this.#look(this.#inspection, nowMs);
    } else this.#out.push({ kind: "to-client", bytes });
    return this.#take();
  }

  /** Lets what the server has sent pass, once the rules have seen enough of it. */
  #look(inspection: Inspection, nowMs: number): void {
    const verdict = inspection.look(this.#view, this.#serverEnded, nowMs);
    if (verdict === "wait") return;
    this.#inspection = undefined;
    if (verdict === "refused") this.#over("PD", nowMs);
    else if (inspection.stream.bytes.length > 0)
      this.#out.push({ kind: "to-client", bytes: inspection.stream.bytes });
    if (verdict === "last") this.#over("--", nowMs);
  }

  onServerEnd(nowMs: number): readonly Action[] {
    this.#serverEnded = true;
    this.#sideEnded(nowMs);
    if (this.#inspection) this.#look(this.#inspection, nowMs);
    if (this.#closed) return this.#take();
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
    const looksUntilMs = this.#inspection?.wakeAtMs ?? Number.POSITIVE_INFINITY;
    if (this.#waits) this.#enter(nowMs);
    else if (this.#inspection && nowMs >= looksUntilMs) this.#look(this.#inspection, nowMs);
    else if (this.#dispatch?.phase === "open") this.#over(`${this.#limit?.who ?? "c"}D`, nowMs);
    else if (this.#dispatch) this.#then(this.#dispatch.onTime(nowMs), nowMs);
    return this.#take();
  }

  /** Another limit counts from now on. */
  #sideEnded(nowMs: number): void {
    this.#lastMs = nowMs;
    this.#limit = this.#limitNow();
  }

  #limitNow(): TunnelLimit | undefined {
    const { frontend, backend } = this.#entrance.settings;
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
    if (dispatch) this.#entrance.settings.backend?.leave();
    const record = {
      kind: "tcp",
      startMs: this.#startMs,
      requestMs: -1,
      // With the time in which rules looked into bytes.
      queueMs: dispatch && dispatch.queueMs >= 0 ? dispatch.queueMs + dispatch.startMs - this.#startMs : -1,
      connectMs: dispatch?.connectMs ?? -1,
      responseMs: -1,
      totalMs: nowMs - this.#startMs,
      idleMs: 0,
      view: this.#view,
      server: dispatch?.server,
      stats: false,
      backend: this.#entrance.settings.backend?.config.name,
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
    if (!this.#isRefused) this.#out.push({ kind: "log", record });
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
