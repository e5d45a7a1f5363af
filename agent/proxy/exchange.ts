import { type BodyReader, bodyReader } from "../http/body.ts";
import { bodyBytes, dataSize } from "../http/body-writer.ts";
import { latin1Bytes } from "../http/bytes.ts";
import { type Framing, requestFraming } from "../http/framing.ts";
import type { RequestHead } from "../http/head.ts";
import { requestText } from "../http/rewrite.ts";
import type { Action } from "./action.ts";
import { Activity, earliest, type Stance } from "./activity.ts";
import { Dispatch, failureTerminations } from "./dispatch.ts";
import { exchangeRecord, stageOf } from "./exchange-record.ts";
import type { Termination } from "./record.ts";
import { ResponseRelay } from "./response-relay.ts";
import type { Answer, Verdict } from "./route.ts";
import { replyOf, type SessionSettings } from "./settings.ts";
import { requestSize } from "./size.ts";
import { formUntilMs, StatsVisit } from "./stats-visit.ts";

/** What an exchange begins with. */
export interface ExchangeStart {
  /** As it came. */
  readonly head: RequestHead;
  /** Where it goes, and as what. */
  readonly verdict: Verdict;
  /** When the first byte of the request came. */
  readonly startMs: number;
  /** How long the connection had been silent before. */
  readonly idleMs: number;
  /** Later requests of a connection may use a server connection that is idle. */
  readonly first: boolean;
}

/** Methods that may be sent a second time: RFC 9110 §9.2.2. */
const repeatable = new Set(["GET", "HEAD", "OPTIONS", "TRACE"]);

/**
 * One request and its response, without I/O. `outcome` says what becomes of the client's connection once the
 * exchange is over.
 */
export class Exchange {
  readonly #start: ExchangeStart;
  readonly #settings: SessionSettings;
  readonly #out: Action[];
  readonly #framing: Framing;
  readonly #reader: BodyReader;
  readonly #dispatch: Dispatch | undefined;
  /** The statistics page, where it answers instead of a server. */
  readonly #visit: StatsVisit | undefined;
  readonly #headMs: number;
  #bytesIn: number;
  #relay: ResponseRelay;
  #requestDone: boolean;
  #reused = false;
  #clientEnded = false;
  #serverEnded = false;
  readonly #activity: Activity;
  outcome: "keep" | "close" | undefined;

  constructor(start: ExchangeStart, out: Action[], nowMs: number) {
    this.#start = start;
    const { settings, view, wish } = start.verdict;
    this.#settings = settings;
    this.#out = out;
    this.#framing = requestFraming(start.head);
    this.#reader = bodyReader(this.#framing);
    this.#requestDone = this.#framing.kind === "none";
    this.#headMs = nowMs;
    this.#bytesIn = requestSize(start.head);
    this.#activity = new Activity(settings, nowMs);
    this.#relay = this.#newRelay();
    const { backend } = settings;
    this.#visit = wish && new StatsVisit(wish, view.head ?? start.head);
    this.#dispatch = backend && !wish ? new Dispatch(backend, view) : undefined;
    backend?.enter(nowMs);
  }

  get wakeAtMs(): number | undefined {
    if (this.#visit) return formUntilMs(this.#settings.frontend.timeouts, this.#headMs);
    return earliest(this.#dispatch?.wakeAtMs, this.#activity.deadline(this.#stance())?.atMs);
  }

  /** True while bytes of the client may be taken: the body, or what goes through a tunnel. */
  get takesClientBytes(): boolean {
    const open = this.#dispatch?.phase === "open" || this.#visit !== undefined;
    return open && this.outcome === undefined && (!this.#requestDone || this.#relay.tunnel);
  }

  begin(nowMs: number): void {
    const { head, verdict, first } = this.#start;
    const plain = this.#requestDone && repeatable.has(head.method);
    const fresh = first || !plain || this.#settings.connectionMode !== "keep-alive";
    if (this.#visit) this.#beginVisit(this.#visit, nowMs);
    else if (verdict.answer) this.#answer(verdict.answer, nowMs);
    else if (this.#dispatch) this.#then(this.#dispatch.start(fresh, nowMs), nowMs);
    else this.#refuse(503, "SC", nowMs);
  }

  /** Bytes behind the head; gives how many belong to this request. */
  onClientBytes(bytes: Uint8Array, nowMs: number): number {
    this.#activity.client(nowMs);
    if (this.#relay.tunnel && this.#requestDone) {
      this.#bytesIn += bytes.length;
      this.#toServer([bytes], nowMs);
      return bytes.length;
    }
    const part = this.#reader.push(bytes);
    if (part.bad) {
      this.#refuse(400, "PR", nowMs);
      return bytes.length;
    }
    this.#bytesIn += dataSize(part);
    if (this.#visit) {
      this.#requestDone = part.done;
      for (const piece of part.data) this.#visit.add(piece);
      if (part.done || this.#visit.ready) this.#answerVisit(this.#visit, nowMs);
      return part.consumed;
    }
    this.#toServer(bodyBytes(part, this.#framing.kind === "chunked"), nowMs);
    if (part.done) {
      this.#requestDone = true;
      this.#finishIfDone(nowMs);
    }
    return part.consumed;
  }

  onClientEnd(nowMs: number): void {
    this.#clientEnded = true;
    if (this.#relay.tunnel) this.#endTunnelSide("end-server", nowMs);
    else if (!this.#requestDone) this.#abort("CD", nowMs);
  }

  onClientError(nowMs: number): void {
    this.#abort(`C${stageOf(this.#dispatch?.phase, this.#relay.started || !this.#requestDone)}`, nowMs);
  }

  onClientBlocked(blocked: boolean, nowMs: number): void {
    this.#activity.clientBlocked(blocked, nowMs);
  }

  onServerBlocked(blocked: boolean, nowMs: number): void {
    this.#activity.serverBlocked(blocked, nowMs);
  }

  onServerOpen(reused: boolean, nowMs: number): void {
    const { head, connection } = this.#start.verdict.view;
    this.#reused = reused;
    this.#activity.serverBlocked(false, nowMs);
    this.#relay = this.#newRelay();
    this.#dispatch?.onOpen(nowMs);
    const close = this.#settings.connectionMode !== "keep-alive";
    const text = requestText(head ?? this.#start.head, {
      close,
      ...(this.#settings.forwardFor ? { forwardedFor: connection.clientAddress } : {}),
    });
    this.#toServer([latin1Bytes(text)], nowMs);
  }

  onServerBytes(bytes: Uint8Array, nowMs: number): void {
    this.#activity.server(nowMs);
    const step = this.#relay.push(bytes, nowMs);
    if (step.bad && !this.#relay.started) {
      this.#refuse(step.denied ?? 502, "PH", nowMs);
      return;
    }
    for (const piece of step.toClient) this.#out.push({ kind: "to-client", bytes: piece });
    if (step.bad) this.#abort("PD", nowMs);
    else this.#finishIfDone(nowMs);
  }

  onServerEnd(nowMs: number): void {
    this.#serverEnded = true;
    if (this.#dispatch?.phase !== "open") return;
    if (this.#relay.tunnel) this.#endTunnelSide("end-client", nowMs);
    else if (this.#relay.endsWithClose()) this.#finishIfDone(nowMs);
    else this.#serverGone(nowMs);
  }

  onServerError(nowMs: number): void {
    const dispatch = this.#dispatch;
    if (dispatch?.phase === "connect") this.#then(dispatch.onError(nowMs), nowMs);
    else if (dispatch?.phase === "open") this.#serverGone(nowMs);
  }

  onPlace(nowMs: number): void {
    if (this.#dispatch) this.#then(this.#dispatch.onPlace(nowMs), nowMs);
  }

  onTime(nowMs: number): void {
    if (this.#visit && nowMs >= (this.wakeAtMs ?? Number.POSITIVE_INFINITY)) this.#refuse(408, "LR", nowMs);
    if (this.#dispatch) this.#then(this.#dispatch.onTime(nowMs), nowMs);
    if (this.outcome) return;
    const deadline = this.#activity.deadline(this.#stance());
    if (deadline && nowMs >= deadline.atMs)
      this.#expire(deadline.who === "c" ? 408 : 504, deadline.who, nowMs);
  }

  #beginVisit(visit: StatsVisit, nowMs: number): void {
    const { interim } = visit;
    if (visit.ready || this.#requestDone) this.#answerVisit(visit, nowMs);
    else if (interim !== "") this.#out.push({ kind: "to-client", bytes: latin1Bytes(interim) });
  }

  #answerVisit(visit: StatsVisit, nowMs: number): void {
    const { status, text, actions } = visit.answer();
    if (actions.length > 0) this.#out.push({ kind: "administer", actions });
    this.#answer({ status, text, termination: "LR" }, nowMs);
  }

  #newRelay(): ResponseRelay {
    const { head, verdict } = this.#start;
    return new ResponseRelay({ request: head, view: verdict.view, settings: this.#settings });
  }

  #then(actions: readonly Action[], nowMs: number): void {
    this.#out.push(...actions);
    const failure = this.#dispatch?.failure;
    if (failure && !this.outcome) this.#refuse(503, failureTerminations[failure], nowMs);
  }

  #serverGone(nowMs: number): void {
    const { head } = this.#start;
    if (this.#relay.started) this.#abort("SD", nowMs);
    else if (this.#reused && this.#relay.untouched && repeatable.has(head.method)) {
      this.#reused = false;
      this.#serverEnded = false;
      if (this.#dispatch) this.#then(this.#dispatch.reopen(nowMs), nowMs);
    } else this.#refuse(502, "SH", nowMs);
  }

  #toServer(pieces: readonly Uint8Array[], nowMs: number): void {
    this.#activity.server(nowMs);
    for (const bytes of pieces) this.#out.push({ kind: "to-server", bytes });
  }

  #endTunnelSide(action: "end-client" | "end-server", nowMs: number): void {
    this.#out.push({ kind: action });
    if (this.#clientEnded && this.#serverEnded) this.#over("close", "--", nowMs);
  }

  #finishIfDone(nowMs: number): void {
    if (!this.#relay.done || this.outcome) return;
    const keepServer = this.#relay.serverStays && this.#requestDone && !this.#serverEnded;
    const reusable = keepServer && this.#settings.connectionMode === "keep-alive";
    this.#out.push({ kind: "release", keep: reusable });
    // A request that is still on its way has lost its reader.
    this.#over(this.#requestDone && this.#relay.clientStays ? "keep" : "close", "--", nowMs);
  }

  /** The client gets a reply of ours; where the server's is under way, that ends instead. */
  #refuse(status: number, termination: Termination, nowMs: number): void {
    if (this.#relay.started) {
      this.#abort("PD", nowMs);
      return;
    }
    this.#answer({ status, text: replyOf(this.#settings, status), termination }, nowMs);
  }

  #answer({ status, text, termination }: Omit<Answer, "logged">, nowMs: number): void {
    this.#out.push({ kind: "release", keep: false });
    for (const bytes of this.#relay.reply(status, text, this.#requestDone))
      this.#out.push({ kind: "to-client", bytes });
    const keep = this.#relay.clientStays && text !== "";
    this.#over(keep ? "keep" : "close", termination, nowMs);
  }

  #abort(termination: Termination, nowMs: number): void {
    if (this.outcome) return;
    this.#out.push({ kind: "leave-queue" }, { kind: "release", keep: false });
    this.#over("close", termination, nowMs);
  }

  #expire(status: number, who: "c" | "s", nowMs: number): void {
    if (this.#relay.started) this.#abort(`${who}D`, nowMs);
    else this.#refuse(status, who === "s" ? "sH" : "cD", nowMs);
  }

  #over(outcome: "keep" | "close", termination: Termination, nowMs: number): void {
    this.outcome = outcome;
    this.#dispatch?.free();
    const { backend } = this.#settings;
    backend?.leave();
    const { verdict } = this.#start;
    if (verdict.answer?.logged !== false) this.#log(termination, nowMs);
    verdict.view.transaction?.over();
  }

  #log(termination: Termination, nowMs: number): void {
    const { head, startMs, verdict } = this.#start;
    const { backend } = this.#settings;
    const facts = {
      stats: this.#visit !== undefined,
      head,
      startMs,
      headMs: this.#headMs,
      taken: backend !== undefined || verdict.answer !== undefined,
      backend: backend?.config.name,
      dispatch: this.#dispatch,
      relay: this.#relay,
      bytesIn: this.#bytesIn,
      idleMs: this.#start.idleMs,
      view: verdict.view,
    };
    this.#out.push({ kind: "log", record: exchangeRecord(facts, termination, nowMs) });
  }

  #stance(): Stance {
    const open = this.#dispatch?.phase === "open" && this.outcome === undefined;
    return { open, requestDone: this.#requestDone, tunnel: this.#relay.tunnel };
  }
}
