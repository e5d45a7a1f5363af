import type { RequestView } from "../acl/view.ts";
import type { SessionRecord, Termination } from "./record.ts";

export interface FailedFacts {
  readonly status: number;
  readonly termination: Termination;
  readonly startMs: number;
  readonly idleMs: number;
  readonly nowMs: number;
  /** Not a byte has come. */
  readonly empty: boolean;
  /** The connection, for a line's `%[…]`. */
  readonly view: RequestView;
}

/** What the access log tells of something that was no request. */
export function failedRecord(facts: FailedFacts): SessionRecord {
  const { status, termination, startMs, idleMs, nowMs, empty, view } = facts;
  return {
    kind: "http",
    startMs,
    requestMs: -1,
    queueMs: -1,
    connectMs: -1,
    responseMs: -1,
    totalMs: nowMs - startMs,
    idleMs,
    view,
    server: undefined,
    stats: false,
    backend: undefined,
    status,
    bytes: 0,
    bytesIn: 0,
    termination,
    retries: 0,
    redispatched: false,
    requestLine: undefined,
    empty,
  };
}
