import type { Trace } from "../health/observe.ts";
import { observed } from "./backend-control.ts";
import type { BackendState } from "./backend-state.ts";
import type { SessionRecord } from "./record.ts";

/** `observe layer7`: what a request that is over tells of its server. */
export function observeRecord(state: BackendState, record: SessionRecord, nowMs: number): void {
  if (record.server === undefined || record.kind !== "http") return;
  const trace = traceOf(record);
  if (trace) observed(state, record.server, trace, nowMs);
}

function traceOf({ termination, status, connectMs }: SessionRecord): Trace | undefined {
  if (connectMs < 0) return undefined;
  const [who, when] = [termination.charAt(0), termination.charAt(1)];
  if (when === "H")
    return who === "s" ? "timeout" : who === "S" ? "broken" : who === "P" ? "bad-response" : undefined;
  if (status < 100) return undefined;
  // As the original: these two say nothing against the server.
  return status >= 500 && status !== 501 && status !== 505 ? "wrong-status" : "response-ok";
}
