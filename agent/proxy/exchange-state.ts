import type { ResponseHead } from "../http/head.ts";
import type { RequestScan } from "../http/request-scan.ts";
import { Activity, type Stance } from "./activity.ts";
import type { Answer } from "./answer.ts";
import type { BodyWait } from "./body-wait.ts";
import { Dispatch } from "./dispatch.ts";
import { ExchangeRecord } from "./exchange-record.ts";
import type { Outgoing } from "./outgoing.ts";
import type { Termination } from "./record.ts";
import { type Replay, replayFor } from "./replay.ts";
import { ResponseRelay } from "./response-relay.ts";
import type { Verdict } from "./route.ts";
import { replyOf, type SessionSettings } from "./settings.ts";
import { StatsVisit } from "./stats-visit.ts";
import { Upload } from "./upload.ts";

/** What an exchange begins with. */
export interface ExchangeStart {
  /** The request as it came. */
  readonly scan: RequestScan;
  /** What has come of its body by now, where somebody wanted to see it. */
  readonly waited?: BodyWait | undefined;
  /** The client has had its 100 (Continue). */
  readonly toldToGoOn?: boolean;
  /** Where it goes, and as what. */
  readonly verdict: Verdict;
  /** When the first byte of the request came. */
  readonly startMs: number;
  /** How long the connection had been silent before. */
  readonly idleMs: number;
  /** The line of X-Forwarded-For. */
  readonly forwarded: Uint8Array;
  /** Later requests of a connection may use a server connection that is idle. */
  readonly first: boolean;
}

/** One request and its response: how far both are, and the ways in which they end. */
export class ExchangeState implements Stance {
  readonly start: ExchangeStart;
  readonly settings: SessionSettings;
  readonly out: Outgoing;
  readonly upload: Upload;
  /** `retry-on`; undefined: what a server says or does not say is no reason to ask again. */
  readonly replay: Replay | undefined;
  readonly dispatch: Dispatch | undefined;
  /** The statistics page, where it answers instead of a server. */
  readonly visit: StatsVisit | undefined;
  /** When the head of the request was complete, or as much as was waited for. */
  headMs: number;
  readonly activity: Activity;
  relay: ResponseRelay;
  clientEnded = false;
  serverEnded = false;
  /** What becomes of the client's connection; undefined: it is not over. */
  outcome: "keep" | "close" | undefined;

  constructor(start: ExchangeStart, out: Outgoing, nowMs: number) {
    const { scan, verdict } = start;
    const { settings, view, wish } = verdict;
    const { backend } = settings;
    this.start = start;
    this.settings = settings;
    this.out = out;
    this.headMs = nowMs;
    this.visit = wish && new StatsVisit(wish, view.head ?? scan.head);
    this.replay = replayFor(settings);
    this.upload = new Upload(scan, out, { listener: this.visit, replay: this.replay });
    this.activity = new Activity(settings, nowMs);
    if (start.waited && (verdict.answer || wish)) this.#takeWaited(start.waited);
    this.dispatch = backend && !wish ? new Dispatch(backend, view) : undefined;
    this.relay = this.#newRelay();
    backend?.enter(nowMs);
  }

  /** Where no server is asked, what has come of the body is read here. */
  #takeWaited({ pieces }: BodyWait): void {
    const { upload } = this;
    upload.discards = this.visit === undefined;
    for (const piece of pieces) if (!upload.done) upload.read(piece, 0);
  }

  get open(): boolean {
    return this.dispatch?.phase === "open" && this.outcome === undefined;
  }

  get requestDone(): boolean {
    return this.upload.done;
  }

  get answered(): boolean {
    return this.relay.done;
  }

  get tunnel(): boolean {
    return this.relay.tunnel;
  }

  /** Another server, or another connection, is asked: what the last one has said does not count. */
  renewRelay(): void {
    if (this.relay.isNew) this.relay.begin();
    else this.relay = this.#newRelay();
  }

  #newRelay(): ResponseRelay {
    const { scan, verdict } = this.start;
    return new ResponseRelay({
      request: scan,
      view: verdict.view,
      settings: this.settings,
      out: this.out,
      bind: this.dispatch?.persistence && ((head) => this.#bind(head)),
      learn: this.dispatch?.persistence?.stickiness && ((head) => this.#learn(head)),
      refuses: this.replay && ((status) => this.mayAskAgain(`${status}`)),
    });
  }

  /** A server has answered, before any rule has seen what. */
  #learn(head: ResponseHead): void {
    const { persistence, server } = this.dispatch ?? {};
    const { transaction } = this.start.verdict.view;
    if (transaction) transaction.response = head;
    if (server !== undefined) persistence?.stickiness?.learn(server);
  }

  /** The client shall come back to the server that it got. */
  #bind(head: ResponseHead): ResponseHead {
    const { persistence, server, direct } = this.dispatch ?? {};
    return persistence && server !== undefined ? persistence.response(head, server, direct === true) : head;
  }

  /** A server failed in this way before the client got anything: another attempt is wanted and allowed. */
  mayAskAgain(reason: string): boolean {
    const { replay, relay, dispatch } = this;
    return replay?.allows(reason) === true && !relay.started && dispatch?.mayRetry === true;
  }

  /** The response has passed on whole. An upload that is still on its way is read to its end, whoever wants it. */
  finishIfDone(nowMs: number): void {
    const { relay, upload } = this;
    if (!relay.done || this.outcome) return;
    if (!upload.done && relay.clientStays && !this.clientEnded) {
      if (!relay.serverStays || this.serverEnded) this.discard();
      return;
    }
    const keepServer = relay.serverStays && !upload.discards && !this.serverEnded;
    this.out.push({ kind: "release", keep: keepServer && this.settings.connectionMode === "keep-alive" });
    this.over(upload.done && relay.clientStays ? "keep" : "close", "--", nowMs);
  }

  /** The server wants no more of the request. */
  discard(): void {
    if (this.upload.discards) return;
    this.upload.discards = true;
    this.out.push({ kind: "release", keep: false });
  }

  /** The client gets a reply of ours; where the server's is under way, that ends instead. */
  refuse(status: number, termination: Termination, nowMs: number): void {
    if (this.relay.started) this.abort("PD", nowMs);
    else this.answer({ status, text: replyOf(this.settings, status), termination }, nowMs);
  }

  answer({ status, text, termination }: Omit<Answer, "logged">, nowMs: number): void {
    this.out.push({ kind: "release", keep: false });
    this.relay.reply(status, text, this.upload.done);
    this.over(this.relay.clientStays && text !== "" ? "keep" : "close", termination, nowMs);
  }

  abort(termination: Termination, nowMs: number): void {
    if (this.outcome) return;
    this.out.push({ kind: "leave-queue" });
    this.out.push({ kind: "release", keep: false });
    this.over("close", termination, nowMs);
  }

  /**
   * A connection that was kept open for the next request was closed meanwhile: who knows whether the server has seen
   * this one. As the original: not a word, so that the client repeats it if that is safe.
   */
  leaveToClient(): void {
    this.out.push({ kind: "release", keep: false });
    this.outcome = "close";
    this.dispatch?.free();
    this.settings.backend?.leave();
    this.start.verdict.view.transaction?.over();
  }

  over(outcome: "keep" | "close", termination: Termination, nowMs: number): void {
    const { verdict } = this.start;
    this.outcome = outcome;
    // The line tells of the moment before others take its place.
    if (verdict.answer?.logged !== false)
      this.out.push({ kind: "log", record: new ExchangeRecord(this, termination, nowMs) });
    this.dispatch?.free();
    this.settings.backend?.leave();
    verdict.view.transaction?.over();
  }
}
