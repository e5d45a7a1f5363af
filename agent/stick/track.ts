import type { Entry, StickTable } from "./table.ts";

/** An entry that a session counts in: `track-sc0`. */
export interface Tracked {
  readonly table: StickTable;
  readonly entry: Entry;
}

/** Begins to count a session, or a request, in the entry of a key; undefined: the table has no room. */
export function track(table: StickTable, key: string, nowMs: number): Tracked | undefined {
  const entry = table.take(key, nowMs);
  if (!entry) return undefined;
  entry.trackers++;
  const tracked = { table, entry };
  count(tracked, "conn", nowMs);
  table.add(entry, "conn_cur", 1, nowMs);
  return tracked;
}

/**
 * Counts an event in both of its columns, the number and the rate, and keeps the entry. `what` is `conn`, `sess`,
 * `http_req`, `http_err`, `http_fail`, `bytes_in`, `bytes_out` or an element such as `gpc0`.
 */
export function count({ table, entry }: Tracked, what: string, nowMs: number, amount = 1): void {
  const counter = what.startsWith("gpc") ? what : `${what}_cnt`;
  table.add(entry, counter, amount, nowMs);
  table.add(entry, `${what}_rate`, amount, nowMs);
  table.touch(entry, nowMs);
}

/** The session, or the request, is over. */
export function untrack({ table, entry }: Tracked, nowMs: number): void {
  entry.trackers = Math.max(0, entry.trackers - 1);
  table.add(entry, "conn_cur", -1, nowMs);
  table.touch(entry, nowMs);
}
