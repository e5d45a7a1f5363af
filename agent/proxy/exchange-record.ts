import type { BackendState } from "./backend-state.ts";
import type { Dispatch, DispatchPhase } from "./dispatch.ts";
import type { ExchangeState } from "./exchange-state.ts";
import type { SessionRecord, Termination } from "./record.ts";

/** What the access log tells of an exchange that is over. */
export function exchangeRecord(state: ExchangeState, termination: Termination, nowMs: number): SessionRecord {
  const { start, settings, headMs, dispatch, relay, upload } = state;
  const { startMs, idleMs, scan, verdict } = start;
  const { backend } = settings;
  const openMs = dispatch
    ? dispatch.startMs + Math.max(0, dispatch.queueMs) + Math.max(0, dispatch.connectMs)
    : 0;
  const stats = state.visit !== undefined;
  // The page's own server is there at once.
  const missing = stats ? 0 : -1;
  const { answer } = verdict;
  const late = answer?.lateMs !== undefined;
  const taken = !late && answer?.status !== -1 && (backend !== undefined || answer !== undefined);
  return {
    kind: "http",
    startMs,
    // As the original: of a request that nobody was there to take no time is told.
    requestMs: taken ? headMs - startMs : -1,
    // Who is held in a tarpit waits there as in a queue.
    queueMs: late ? nowMs - headMs : (dispatch?.queueMs ?? missing),
    connectMs: dispatch?.connectMs ?? missing,
    responseMs: relay.responseAtMs === undefined ? missing : relay.responseAtMs - openMs,
    totalMs: nowMs - startMs,
    idleMs,
    view: verdict.view,
    server: dispatch?.server,
    stats,
    backend: backend?.config.name,
    status: relay.status,
    bytes: relay.bytes,
    bytesIn: upload.bytes,
    // No spread: behind one, an object is made property by property.
    beside: backend && besideOf(backend, dispatch),
    turn: dispatch?.turn,
    termination,
    cookies: dispatch?.persistence?.letters,
    retries: dispatch?.retries ?? 0,
    redispatched: dispatch?.redispatched ?? false,
    requestLine: scan.line,
    ...(relay.evidence ? { evidence: relay.evidence } : {}),
    empty: false,
  };
}

/** The exchange itself still counts among them. */
function besideOf(
  backend: BackendState,
  dispatch: Dispatch | undefined,
): NonNullable<SessionRecord["beside"]> {
  const atServer = dispatch?.server === undefined ? 0 : (backend.sessions[dispatch.server] ?? 0);
  return { backend: backend.active - 1, server: atServer - (dispatch?.hasPlace ? 1 : 0) };
}

/** The second letter of a termination: how far a session has come; `data`: a body is on its way. */
export function stageOf(phase: DispatchPhase | undefined, data: boolean): "Q" | "C" | "H" | "D" {
  if (phase === "queue") return "Q";
  if (phase === "connect" || phase === "pause") return "C";
  return data ? "D" : "H";
}
