import type { RequestView } from "../acl/view.ts";
import type { RequestHead } from "../http/head.ts";
import type { Dispatch, DispatchPhase } from "./dispatch.ts";
import type { SessionRecord, Termination } from "./record.ts";
import type { ResponseRelay } from "./response-relay.ts";

export interface ExchangeFacts {
  readonly head: RequestHead;
  /** When the first byte of the request came, and when its head was complete. */
  readonly startMs: number;
  readonly headMs: number;
  /** It had a backend, or an answer of ours. */
  readonly taken: boolean;
  readonly backend: string | undefined;
  readonly dispatch: Dispatch | undefined;
  readonly relay: ResponseRelay;
  readonly bytesIn: number;
  readonly idleMs: number;
  readonly view: RequestView;
  /** The statistics page answered. */
  readonly stats: boolean;
}

/** What the access log tells of an exchange that is over. */
export function exchangeRecord(facts: ExchangeFacts, termination: Termination, nowMs: number): SessionRecord {
  const { head, startMs, headMs, dispatch, relay } = facts;
  const openMs = dispatch
    ? dispatch.startMs + Math.max(0, dispatch.queueMs) + Math.max(0, dispatch.connectMs)
    : 0;
  // The page's own server is there at once.
  const missing = facts.stats ? 0 : -1;
  return {
    kind: "http",
    startMs,
    // As the original: of a request that nobody was there to take no time is told.
    requestMs: facts.taken ? headMs - startMs : -1,
    queueMs: dispatch?.queueMs ?? missing,
    connectMs: dispatch?.connectMs ?? missing,
    responseMs: relay.responseAtMs === undefined ? missing : relay.responseAtMs - openMs,
    totalMs: nowMs - startMs,
    idleMs: facts.idleMs,
    view: facts.view,
    server: dispatch?.server,
    stats: facts.stats,
    backend: facts.backend,
    status: relay.status,
    bytes: relay.bytes,
    bytesIn: facts.bytesIn,
    termination,
    retries: dispatch?.retries ?? 0,
    redispatched: dispatch?.redispatched ?? false,
    requestLine: `${head.method} ${head.target} ${head.version}`,
    empty: false,
  };
}

/** The second letter of a termination: how far a session has come; `data`: a body is on its way. */
export function stageOf(phase: DispatchPhase | undefined, data: boolean): "Q" | "C" | "H" | "D" {
  if (phase === "queue") return "Q";
  if (phase === "connect" || phase === "pause") return "C";
  return data ? "D" : "H";
}
