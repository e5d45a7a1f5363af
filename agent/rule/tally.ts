import type { RequestView } from "../acl/view.ts";
import { count, type Tracked } from "../stick/track.ts";

/** What an exchange, or a connection, has come to. */
export interface Tally {
  readonly status: number;
  /** From the client, and to it. */
  readonly bytesIn: number;
  readonly bytesOut: number;
}

/** A connection has been let in: the entries that it is tracked in count it. */
export function countSession({ transaction, world }: RequestView): void {
  const tracked = transaction?.session.tracked;
  if (tracked && world) for (const one of tracked) if (one) count(one, "sess", world.nowMs());
}

/** A request has come on a tracked connection; one that is tracked itself is counted when that begins. */
export function countRequest({ transaction, world }: RequestView): void {
  const tracked = transaction?.session.tracked;
  if (tracked && world) for (const one of tracked) if (one) count(one, "http_req", world.nowMs());
}

/** It is over: bytes, and errors of the client (4xx) or of the server (5xx but 501 and 505). */
export function countEnd({ transaction, world }: RequestView, tally: Tally): void {
  if (!transaction || !world) return;
  for (const tracked of [transaction.tracked, transaction.session.tracked]) {
    if (tracked) for (const one of tracked) if (one) countOne(one, tally, world.nowMs());
  }
}

function countOne(tracked: Tracked, { status, bytesIn, bytesOut }: Tally, nowMs: number): void {
  count(tracked, "bytes_in", nowMs, bytesIn);
  count(tracked, "bytes_out", nowMs, bytesOut);
  if (status >= 400 && status < 500) count(tracked, "http_err", nowMs);
  if (status >= 500 && status !== 501 && status !== 505) count(tracked, "http_fail", nowMs);
}
