import type { RequestView } from "../acl/view.ts";
import type { DispatchPhase } from "./dispatch.ts";
import type { ExchangeState } from "./exchange-state.ts";
import type { Evidence, SessionRecord, Termination } from "./record.ts";

/** A 100 (Continue) of ours, by the original's count. */
const goOnBytes = 40;

/**
 * What the access log tells of an exchange that is over. What only a line shows is found out when it is asked for,
 * which is before the next request of the connection.
 */
export class ExchangeRecord implements SessionRecord {
  readonly kind = "http";
  readonly empty = false;
  readonly #state: ExchangeState;
  readonly termination: Termination;
  readonly queueMs: number;
  readonly connectMs: number;
  readonly responseMs: number;
  readonly totalMs: number;
  readonly server: number | undefined;
  readonly backend: string | undefined;
  readonly status: number;
  readonly bytes: number;
  readonly bytesIn: number;
  readonly #atBackend: number;
  readonly #atServer: number;

  constructor(state: ExchangeState, termination: Termination, nowMs: number) {
    const { start, settings, headMs, dispatch, relay, upload } = state;
    const { backend } = settings;
    const openMs = dispatch
      ? dispatch.startMs + Math.max(0, dispatch.queueMs) + Math.max(0, dispatch.connectMs)
      : 0;
    // The page's own server is there at once.
    const missing = state.visit === undefined ? -1 : 0;
    const late = start.verdict.answer?.lateMs !== undefined;
    this.#state = state;
    this.termination = termination;
    // Who is held in a tarpit waits there as in a queue.
    this.queueMs = late ? nowMs - headMs : (dispatch?.queueMs ?? missing);
    this.connectMs = dispatch?.connectMs ?? missing;
    this.responseMs = relay.responseAtMs === undefined ? missing : relay.responseAtMs - openMs;
    this.totalMs = nowMs - start.startMs;
    this.server = dispatch?.server;
    this.backend = backend?.config.name;
    this.status = relay.status;
    this.bytes = relay.bytes + (start.toldToGoOn ? goOnBytes : 0);
    this.bytesIn = upload.bytes;
    // The exchange itself still counts among them.
    const sessions = dispatch?.server === undefined ? 0 : (backend?.sessions[dispatch.server] ?? 0);
    this.#atBackend = (backend?.active ?? 0) - 1;
    this.#atServer = sessions - (dispatch?.hasPlace ? 1 : 0);
  }

  get startMs(): number {
    return this.#state.start.startMs;
  }

  get idleMs(): number {
    return this.#state.start.idleMs;
  }

  get view(): RequestView {
    return this.#state.start.verdict.view;
  }

  get stats(): boolean {
    return this.#state.visit !== undefined;
  }

  get requestMs(): number {
    const { start, settings, headMs } = this.#state;
    const { answer } = start.verdict;
    const late = answer?.lateMs !== undefined;
    // As the original: of a request that nobody was there to take no time is told.
    const taken =
      !late &&
      this.termination !== "cR" &&
      answer?.status !== -1 &&
      (settings.backend !== undefined || answer !== undefined);
    return taken ? headMs - start.startMs : -1;
  }

  get beside(): SessionRecord["beside"] {
    if (!this.#state.settings.backend) return undefined;
    return { backend: this.#atBackend, server: this.#atServer };
  }

  get turn(): SessionRecord["turn"] {
    return this.#state.dispatch?.turn;
  }

  get cookies(): string | undefined {
    return this.#state.dispatch?.persistence?.letters;
  }

  get retries(): number {
    return this.#state.dispatch?.retries ?? 0;
  }

  get redispatched(): boolean {
    return this.#state.dispatch?.redispatched ?? false;
  }

  get evidence(): Evidence | undefined {
    return this.#state.relay.evidence;
  }

  get requestLine(): string {
    return this.#state.start.scan.line;
  }

  get came(): SessionRecord["came"] {
    const { scan } = this.#state.start;
    return scan.isShownAsItCame ? scan : undefined;
  }
}

/** The second letter of a termination: how far a session has come; `data`: a body is on its way. */
export function stageOf(phase: DispatchPhase | undefined, data: boolean): "Q" | "C" | "H" | "D" {
  if (phase === "queue") return "Q";
  if (phase === "connect" || phase === "pause") return "C";
  return data ? "D" : "H";
}
