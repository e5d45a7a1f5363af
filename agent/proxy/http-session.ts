import type { BodySource } from "../acl/arrival.ts";
import { Memory, Transaction } from "../acl/transaction.ts";
import type { ConnectionView } from "../acl/view.ts";
import { latin1Bytes } from "../http/bytes.ts";
import { rawReply } from "../http/error-reply.ts";
import type { RequestScan } from "../http/request-scan.ts";
import { giveRequestScan, takeRequestScan } from "../http/scan-pool.ts";
import type { Action, Session } from "./action.ts";
import { BodyWait } from "./body-wait.ts";
import { ClientTime } from "./client-time.ts";
import { Exchange } from "./exchange.ts";
import { failedRecord } from "./failed-record.ts";
import { FirstView } from "./first-view.ts";
import { Inbox } from "./inbox.ts";
import { Outgoing } from "./outgoing.ts";
import { Prelude } from "./prelude.ts";
import type { Evidence, SessionRecord, Termination } from "./record.ts";
import { decide, type Front, type Verdict, type WaitingVerdict } from "./route.ts";
import { welcome } from "./welcome.ts";

/** So many bytes of later requests are kept; then the client is not read until its turn comes. */
const pendingLimit = 16_384;
const goOn = "HTTP/1.1 100 Continue\r\n\r\n";

/** A client's HTTP connection: one request after the other, in order, also when they come all at once. */
export class HttpSession implements Session, BodySource {
  readonly #front: Front;
  readonly #connection: ConnectionView;
  /** The line of X-Forwarded-For. */
  readonly #forwarded: Uint8Array;
  /** Shared with the exchange under way. */
  readonly #out = new Outgoing();
  /** What the rules keep for the whole connection. */
  readonly #memory = new Memory();
  #scan: RequestScan | undefined;
  /** The head in `#scan` has been used up. */
  #scanDone = false;
  #exchange: Exchange | undefined;
  /** A request whose rules want to see its body first. */
  #prelude: Prelude | undefined;
  /** As far as somebody wanted to see it. */
  #body: BodyWait | undefined;
  readonly #inbox = new Inbox();
  readonly #time: ClientTime;
  #requests = 0;
  #clientEnded = false;
  #closed = false;
  #held = false;

  constructor(front: Front, connection: ConnectionView, nowMs: number) {
    const { isLetIn, connection: own } = welcome(front, connection, this.#memory);
    this.#front = front;
    this.#connection = own;
    this.#forwarded = latin1Bytes(`x-forwarded-for: ${own.clientAddress}\r\n`);
    this.#time = new ClientTime(nowMs);
    if (!isLetIn) this.#close();
  }

  /** To be called once, before any event: a rule may have closed the connection. */
  start(): readonly Action[] {
    return this.#out.take();
  }

  get busy(): boolean {
    return this.#exchange !== undefined || this.#time.hasBegun;
  }

  get wakeAtMs(): number | undefined {
    if (this.#closed) return undefined;
    if (this.#exchange) return this.#exchange.wakeAtMs;
    if (this.#prelude) return this.#prelude.wakeAtMs;
    return this.#time.untilMs(this.#front.frontend.timeouts, this.#requests > 0);
  }

  onClientData(bytes: Uint8Array, nowMs: number): readonly Action[] {
    if (this.#closed) return [];
    // What the actions of former events showed of the last head has been used by now.
    if (this.#scanDone) this.#scan?.reset();
    this.#scanDone = false;
    this.#inbox.put(bytes);
    if (this.#exchange) this.#feed(nowMs);
    else if (this.#prelude) this.#feedPrelude(this.#prelude, nowMs);
    else if (!this.#time.isBlocked) this.#read(nowMs);
    return this.#settle(nowMs);
  }

  onClientEnd(nowMs: number): readonly Action[] {
    this.#clientEnded = true;
    if (this.#prelude) this.#endPrelude(this.#prelude, nowMs);
    else if (this.#exchange) this.#exchange.onClientEnd(nowMs);
    else if (!this.#closed && !this.#time.isBlocked) this.#leave(nowMs);
    return this.#settle(nowMs);
  }

  onClientError(nowMs: number): readonly Action[] {
    this.#clientEnded = true;
    if (this.#closed && !this.#exchange) this.#giveScan();
    if (this.#prelude) this.#serve(this.#prelude.broken(), false, nowMs)?.onClientError(nowMs);
    else if (this.#exchange) this.#exchange.onClientError(nowMs);
    else if (!this.#closed) this.#leave(nowMs);
    return this.#settle(nowMs);
  }

  /**
   * A client that does not read gets no further request served: else its responses would pile up here, however
   * many it asks for.
   */
  onClientBlocked(blocked: boolean, nowMs: number): readonly Action[] {
    this.#time.blockedSinceMs = blocked ? nowMs : undefined;
    if (this.#exchange) this.#exchange.onClientBlocked(blocked, nowMs);
    else if (!blocked && !this.#closed && !this.#prelude) this.#goOn(nowMs);
    return this.#settle(nowMs);
  }

  onServerBlocked(blocked: boolean, nowMs: number): readonly Action[] {
    this.#exchange?.onServerBlocked(blocked, nowMs);
    return [];
  }

  onServerOpen(reused: boolean, nowMs: number): readonly Action[] {
    this.#exchange?.onServerOpen(reused, nowMs);
    this.#feed(nowMs);
    return this.#settle(nowMs);
  }

  onServerData(bytes: Uint8Array, nowMs: number): readonly Action[] {
    this.#exchange?.onServerBytes(bytes, nowMs);
    this.#feed(nowMs);
    return this.#settle(nowMs);
  }

  onServerEnd(nowMs: number): readonly Action[] {
    this.#exchange?.onServerEnd(nowMs);
    return this.#settle(nowMs);
  }

  onServerError(nowMs: number): readonly Action[] {
    this.#exchange?.onServerError(nowMs);
    return this.#settle(nowMs);
  }

  onPlace(nowMs: number): readonly Action[] {
    this.#exchange?.onPlace(nowMs);
    return this.#settle(nowMs);
  }

  onTime(nowMs: number): readonly Action[] {
    const wakeAtMs = this.wakeAtMs;
    if (wakeAtMs === undefined || nowMs < wakeAtMs) return [];
    if (this.#exchange) this.#exchange.onTime(nowMs);
    else if (this.#prelude) this.#serve(this.#prelude.late(), false, nowMs)?.begin(nowMs);
    // A client that stays silent between two requests, or does not read, just loses its connection.
    else if (this.#time.isBlocked || (this.#requests > 0 && !this.#time.hasBegun)) this.#close();
    else if (!this.#time.hasBegun && this.#ignoresProbes) this.#close();
    else this.#refuse(408, "cR", nowMs);
    return this.#settle(nowMs);
  }

  /** Reads the next request. */
  #read(nowMs: number): void {
    this.#scan ??= takeRequestScan(this.#connection.shownVersion);
    const scan = this.#scan;
    const { bytes, at: from } = this.#inbox;
    const state = scan.push(bytes, from);
    this.#inbox.at = state === "head" ? from + scan.consumed : bytes.length;
    if (!scan.empty) this.#time.firstByteMs ??= nowMs;
    if (state === "bad" || (state === "head" && scan.framing.kind === "bad")) {
      const evidence = { side: "request", bytes: scan.copy(bytes, from), at: scan.badAt } as const;
      this.#refuse(400, "PR", nowMs, { ...evidence, reason: scan.trouble ?? "framing" });
    }
    if (state === "head" && !this.#closed) this.#begin(scan, nowMs);
  }

  #begin(scan: RequestScan, nowMs: number): void {
    const transaction = new Transaction(this.#memory);
    transaction.isFirst = this.#requests === 0;
    if (scan.framing.kind !== "none") transaction.source = this;
    const view = new FirstView(this.#front, this.#connection, scan, transaction);
    this.#go(decide(this.#front, view), false, nowMs);
  }

  /** On to where the request goes, or to wait for its body. */
  #go(verdict: Verdict | WaitingVerdict, toldToGoOn: boolean, nowMs: number): void {
    if (this.#body?.bad) this.#refuse(400, "PR", nowMs);
    else if (verdict.kind !== "waiting") this.#serve(verdict, toldToGoOn, nowMs)?.begin(nowMs);
    else this.#await(verdict, toldToGoOn, nowMs);
    if (this.#exchange) this.#feed(nowMs);
  }

  #serve(verdict: Verdict, toldToGoOn: boolean, nowMs: number): Exchange | undefined {
    if (!this.#scan) return undefined;
    const startMs = this.#time.firstByteMs ?? nowMs;
    this.#prelude = undefined;
    this.#exchange = new Exchange(
      {
        scan: this.#scan,
        verdict,
        startMs,
        idleMs: startMs - this.#time.idleSinceMs,
        first: this.#requests === 0 && !(this.#connection.isLater ?? false),
        forwarded: this.#forwarded,
        waited: this.#body,
        toldToGoOn,
      },
      this.#out,
      nowMs,
    );
    this.#requests++;
    return this.#exchange;
  }

  #await(waiting: WaitingVerdict, toldToGoOn: boolean, nowMs: number): void {
    const body = this.body();
    const asks = this.#scan?.facts.expects === true && !toldToGoOn;
    if (asks) this.#out.push({ kind: "to-client", bytes: latin1Bytes(goOn) });
    this.#prelude = new Prelude(
      waiting,
      { body, startMs: this.#time.firstByteMs ?? nowMs, toldToGoOn: asks || toldToGoOn },
      nowMs,
    );
  }

  /** What has come of the body by now; from here on its bytes are kept until a server takes them. */
  body(): BodyWait {
    this.#body ??= new BodyWait(this.#scan ?? takeRequestScan(undefined));
    if (!this.#exchange) this.#inbox.at = this.#body.add(this.#inbox.bytes, this.#inbox.at);
    return this.#body;
  }

  #feedPrelude(prelude: Prelude, nowMs: number): void {
    const body = this.body();
    prelude.took(nowMs);
    if (body.bad || prelude.isOver) this.#go(prelude.goOn(), prelude.toldToGoOn, nowMs);
  }

  /** No more of the body will come. */
  #endPrelude(prelude: Prelude, nowMs: number): void {
    const verdict = prelude.atEnd();
    const exchange = this.#serve(verdict, prelude.toldToGoOn, nowMs);
    // A server that shall get the whole of it gets nothing.
    if (verdict.answer || verdict.wish) exchange?.begin(nowMs);
    else exchange?.onClientError(nowMs);
  }

  /** Gives the request under way what belongs to it. */
  #feed(nowMs: number): void {
    // Behind a body a tunnel may begin: its bytes are the exchange's too.
    const inbox = this.#inbox;
    while (inbox.left > 0 && this.#exchange?.takesClientBytes)
      inbox.at = this.#exchange.onClientBytes(inbox.bytes, inbox.at, nowMs);
  }

  /** After an event: the next request when one is over, and no more bytes than there is room for. */
  #settle(nowMs: number): readonly Action[] {
    while (this.#exchange?.outcome && !this.#closed) this.#next(nowMs);
    const { left } = this.#inbox;
    this.#inbox.keep();
    const waits = this.#exchange !== undefined || this.#time.isBlocked;
    const hold = waits && left > pendingLimit;
    if (hold !== this.#held) this.#out.push({ kind: hold ? "hold-client" : "read-client" });
    this.#held = hold;
    return this.#out.take();
  }

  #next(nowMs: number): void {
    const outcome = this.#exchange?.outcome;
    this.#exchange = undefined;
    this.#body = undefined;
    this.#scanDone = true;
    this.#time.firstByteMs = undefined;
    if (outcome === "close") this.#close();
    else this.#goOn(nowMs);
  }

  /** Waits for the next request, or begins with what has come of it already. */
  #goOn(nowMs: number): void {
    this.#time.idleSinceMs = nowMs;
    if (this.#time.isBlocked) return;
    if (this.#inbox.left > 0) {
      // The log line of the last request is still to be written: its head stays for that.
      if (this.#scanDone) this.#scan = takeRequestScan(this.#connection.shownVersion);
      this.#scanDone = false;
      this.#read(nowMs);
    }
    if (this.#clientEnded && !this.#exchange) this.#close();
  }

  /** Who connects and says nothing gets no answer and no line. */
  get #ignoresProbes(): boolean {
    return this.#front.frontend.options?.has("http-ignore-probes") ?? false;
  }

  /** The client closes before it has sent a whole request. */
  #leave(nowMs: number): void {
    if (this.#time.hasBegun) {
      this.#refuse(400, "CR", nowMs);
      return;
    }
    if (this.#requests === 0 && !this.#ignoresProbes)
      this.#out.push({ kind: "log", record: this.#record(400, "CR", nowMs) });
    this.#close();
  }

  /** An answer to what is no request: always the built-in one, as HAProxy does whatever `errorfile` says. */
  #refuse(status: number, termination: Termination, nowMs: number, evidence?: Evidence): void {
    this.#out.push({ kind: "to-client", bytes: latin1Bytes(rawReply(status)) });
    const record = this.#record(status, termination, nowMs);
    this.#out.push({ kind: "log", record: evidence ? { ...record, evidence } : record });
    this.#close();
  }

  #close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#inbox.drop();
    this.#memory.over();
    this.#out.push({ kind: "close-client" });
  }

  /** The session was over before this event: what its last actions showed of the head has been used. */
  #giveScan(): void {
    if (this.#scan) giveRequestScan(this.#scan);
    this.#scan = undefined;
  }

  #record(status: number, termination: Termination, nowMs: number): SessionRecord {
    const startMs = this.#time.firstByteMs ?? this.#time.idleSinceMs;
    const idleMs = startMs - this.#time.idleSinceMs;
    const { backend, world } = this.#front;
    return failedRecord({
      status,
      termination,
      startMs,
      idleMs,
      nowMs,
      empty: !this.#time.hasBegun,
      view: { connection: this.#connection, head: undefined, backend, world },
    });
  }
}
