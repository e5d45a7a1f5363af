import { withoutCodings } from "../compress/choose.ts";
import { latin1Bytes } from "../http/bytes.ts";
import { without } from "../http/field-writer.ts";
import { writeRequest } from "../http/head-writer.ts";
import type { Action } from "./action.ts";
import { earliest } from "./activity.ts";
import { type Answer, answerOf } from "./answer.ts";
import { failureTerminations } from "./dispatch.ts";
import { stageOf } from "./exchange-record.ts";
import { type ExchangeStart, ExchangeState } from "./exchange-state.ts";
import { FirstView } from "./first-view.ts";
import { movedTo } from "./moved.ts";
import type { Outgoing } from "./outgoing.ts";
import { withServerName } from "./server-name.ts";
import { formUntilMs, type StatsVisit } from "./stats-visit.ts";

/** Methods that may be sent a second time: RFC 9110 §9.2.2. */
const repeatable = new Set(["GET", "HEAD", "OPTIONS", "TRACE"]);

/**
 * One request and its response, without I/O: what the events of both connections mean for it. `outcome` says what
 * becomes of the client's connection once the exchange is over.
 */
export class Exchange {
  readonly #state: ExchangeState;
  #reused = false;
  /** What was waited for has gone to a server. */
  #sentWaited = false;

  constructor(start: ExchangeStart, out: Outgoing, nowMs: number) {
    this.#state = new ExchangeState(start, out, nowMs);
  }

  get outcome(): "keep" | "close" | undefined {
    return this.#state.outcome;
  }

  get wakeAtMs(): number | undefined {
    const { visit, settings, headMs, dispatch, activity } = this.#state;
    if (visit) return formUntilMs(settings.frontend.timeouts, headMs);
    const { lateMs } = this.#state.start.verdict.answer ?? {};
    if (lateMs !== undefined) return headMs + lateMs;
    return earliest(dispatch?.wakeAtMs, activity.untilMs(this.#state));
  }

  /** True while bytes of the client may be taken: the body, or what goes through a tunnel. */
  get takesClientBytes(): boolean {
    const { dispatch, visit, outcome, upload, relay } = this.#state;
    const open = dispatch?.phase === "open" || visit !== undefined;
    return open && outcome === undefined && (!upload.done || relay.tunnel);
  }

  begin(nowMs: number): void {
    const { start, visit, dispatch } = this.#state;
    const { verdict } = start;
    if (visit) this.#beginVisit(visit, nowMs);
    else if (verdict.answer) this.#answerInTime(verdict.answer, nowMs);
    else if (dispatch) this.#goToServer(nowMs);
    else this.#state.refuse(503, "SC", nowMs);
  }

  #goToServer(nowMs: number): void {
    const { start, dispatch, settings } = this.#state;
    const mayShare = settings.mayShare === "always" || (settings.mayShare === "later" && !start.first);
    const fresh = !mayShare || settings.connectionMode !== "keep-alive";
    if (dispatch) this.#then(dispatch.start(fresh, nowMs), nowMs);
  }

  /** Bytes behind the head, from `from` on; gives where those of the next request begin. */
  onClientBytes(bytes: Uint8Array, from: number, nowMs: number): number {
    const { upload, relay, activity, visit } = this.#state;
    activity.client(nowMs);
    if (relay.tunnel && upload.done) {
      activity.server(nowMs);
      return upload.tunnel(bytes, from);
    }
    const end = upload.read(bytes, from);
    if (upload.bad) {
      this.#state.refuse(400, "PR", nowMs);
      return bytes.length;
    }
    if (visit) {
      if (upload.done || visit.ready) this.#answerVisit(visit, nowMs);
      return end;
    }
    activity.server(nowMs);
    if (upload.done) this.#state.finishIfDone(nowMs);
    return end;
  }

  onClientEnd(nowMs: number): void {
    const { relay, upload } = this.#state;
    this.#state.clientEnded = true;
    if (relay.tunnel) this.#endTunnelSide("end-server", nowMs);
    else if (!upload.done) this.#state.abort("CD", nowMs);
  }

  onClientError(nowMs: number): void {
    const { dispatch, relay, upload } = this.#state;
    const isAsked = dispatch !== undefined && dispatch.phase !== "none";
    const stage = isAsked ? stageOf(dispatch.phase, relay.started || !upload.done) : "R";
    this.#state.abort(`C${stage}`, nowMs);
  }

  onClientBlocked(blocked: boolean, nowMs: number): void {
    this.#state.activity.clientBlocked(blocked, nowMs);
  }

  onServerBlocked(blocked: boolean, nowMs: number): void {
    this.#state.activity.serverBlocked(blocked, nowMs);
  }

  onServerOpen(reused: boolean, nowMs: number): void {
    const { start, settings, activity, dispatch, out, upload } = this.#state;
    const { view } = start.verdict;
    this.#reused = reused;
    activity.serverBlocked(false, nowMs);
    this.#state.renewRelay();
    dispatch?.onOpen(nowMs);
    const { forwardFor, connectionMode } = settings;
    // A head that no rule has changed goes on as it came.
    const changed = view instanceof FirstView ? view.changed : view.head;
    const bound = dispatch?.persistence?.request(changed ?? start.scan.head) ?? changed;
    const plain = settings.compression?.offload ? withoutCodings(bound ?? start.scan.head) : bound;
    const { nameCases, nameHeader, servers } = settings.backend?.config ?? {};
    const chosen = nameHeader === undefined ? undefined : servers?.[dispatch?.server ?? 0]?.name;
    const head = nameHeader && chosen ? withServerName(plain ?? start.scan.head, nameHeader, chosen) : plain;
    if (nameCases) out.mark();
    writeRequest(out.to("to-server"), start.scan, head, {
      close: connectionMode !== "keep-alive" && !settings.pretendsKeepAlive,
      forwarded: forwardFor ? start.forwarded : undefined,
      // We have told the client to go on.
      leftOut: start.toldToGoOn ? without.expect : without.nothing,
    });
    if (nameCases) out.adjust(nameCases);
    upload.again();
    if (start.waited && !this.#sentWaited) {
      this.#sentWaited = true;
      for (const piece of start.waited.pieces) if (!upload.done) upload.read(piece, 0);
    }
  }

  onServerBytes(bytes: Uint8Array, nowMs: number): void {
    const { activity, relay } = this.#state;
    activity.server(nowMs);
    const verdict = relay.push(bytes, nowMs);
    if (verdict === "on") this.#state.finishIfDone(nowMs);
    else if (relay.started) this.#state.abort("PD", nowMs);
    else if (verdict === "refused" || (verdict === "bad" && this.#state.mayAskAgain("junk-response")))
      this.#askAgain(nowMs);
    else if (verdict === "bad") this.#state.refuse(502, "PH", nowMs);
    else this.#state.answer(answerOf(verdict, this.#state.settings, "H"), nowMs);
  }

  onServerEnd(nowMs: number): void {
    const { dispatch, relay } = this.#state;
    this.#state.serverEnded = true;
    if (dispatch?.phase !== "open") return;
    if (relay.done) this.#state.discard();
    else if (relay.tunnel) this.#endTunnelSide("end-client", nowMs);
    else if (relay.endsWithClose()) this.#state.finishIfDone(nowMs);
    else this.#serverGone(nowMs);
  }

  onServerError(nowMs: number): void {
    const { dispatch, relay } = this.#state;
    if (relay.done) this.#state.discard();
    else if (dispatch?.phase === "connect") this.#then(dispatch.onError(nowMs), nowMs);
    else if (dispatch?.phase === "open") this.#serverGone(nowMs);
  }

  onPlace(nowMs: number): void {
    const { dispatch } = this.#state;
    if (dispatch) this.#then(dispatch.onPlace(nowMs), nowMs);
  }

  onTime(nowMs: number): void {
    const { visit, dispatch, activity } = this.#state;
    if (visit && nowMs >= (this.wakeAtMs ?? Number.POSITIVE_INFINITY)) this.#state.refuse(408, "LR", nowMs);
    const { answer } = this.#state.start.verdict;
    if (answer && !this.outcome) this.#answerInTime(answer, nowMs);
    if (dispatch && !answer) this.#then(dispatch.onTime(nowMs), nowMs);
    if (this.outcome || answer) return;
    const deadline = activity.deadline(this.#state);
    if (deadline && nowMs >= deadline.atMs) this.#expire(deadline.who, nowMs);
  }

  /** A tarpit answers late. */
  #answerInTime(answer: Answer, nowMs: number): void {
    if (nowMs >= this.#state.headMs + (answer.lateMs ?? 0)) this.#state.answer(answer, nowMs);
  }

  #beginVisit(visit: StatsVisit, nowMs: number): void {
    const { upload, out } = this.#state;
    const { interim } = visit;
    if (visit.ready || upload.done) this.#answerVisit(visit, nowMs);
    else if (interim !== "") out.push({ kind: "to-client", bytes: latin1Bytes(interim) });
  }

  #answerVisit(visit: StatsVisit, nowMs: number): void {
    const { status, text, actions } = visit.answer();
    if (actions.length > 0) this.#state.out.push({ kind: "administer", actions });
    this.#state.answer({ status, text, termination: "LR" }, nowMs);
  }

  #then(actions: readonly Action[], nowMs: number): void {
    const { out, dispatch } = this.#state;
    out.pushAll(actions);
    if (dispatch?.location !== undefined && !this.outcome) {
      this.#state.relay.clientStays = false;
      this.#state.answer(movedTo(dispatch.location), nowMs);
    }
    const failure = dispatch?.failure;
    if (failure && !this.outcome) this.#state.refuse(503, failureTerminations[failure], nowMs);
  }

  #serverGone(nowMs: number): void {
    const { start, relay, dispatch, upload } = this.#state;
    const stale = this.#reused && relay.untouched;
    if (relay.started) this.#state.abort("SD", nowMs);
    else if (stale && repeatable.has(start.scan.method) && start.scan.framing.kind === "none") {
      this.#reused = false;
      this.#state.serverEnded = false;
      if (dispatch) this.#then(dispatch.reopen(nowMs), nowMs);
    } else if (stale && !start.first && upload.done && !this.#state.replay) this.#state.leaveToClient();
    else if (this.#state.mayAskAgain("empty-response")) this.#askAgain(nowMs);
    else this.#state.refuse(502, "SH", nowMs);
  }

  #askAgain(nowMs: number): void {
    const { dispatch } = this.#state;
    this.#reused = false;
    this.#state.serverEnded = false;
    if (dispatch) this.#then(dispatch.again(nowMs), nowMs);
  }

  #endTunnelSide(action: "end-client" | "end-server", nowMs: number): void {
    this.#state.out.push({ kind: action });
    const { clientEnded, serverEnded, activity } = this.#state;
    activity.server(nowMs);
    if (clientEnded && serverEnded) this.#state.over("close", "--", nowMs);
  }

  #expire(who: "c" | "s", nowMs: number): void {
    if (this.#state.relay.started) this.#state.abort(`${who}D`, nowMs);
    else if (who === "s" && this.#state.mayAskAgain("response-timeout")) this.#askAgain(nowMs);
    else this.#state.refuse(who === "s" ? 504 : 408, who === "s" ? "sH" : "cD", nowMs);
  }
}
