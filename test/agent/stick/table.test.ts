import { expect, test } from "vitest";
import type { StoredData } from "../../../agent/stick/data.ts";
import { keyOf } from "../../../agent/stick/key.ts";
import type { TableSpec } from "../../../agent/stick/spec.ts";
import { StickTable } from "../../../agent/stick/table.ts";
import { count, track, untrack } from "../../../agent/stick/track.ts";

function table(stored: readonly StoredData[], facts: Partial<TableSpec> = {}): StickTable {
  return new StickTable({
    name: "t",
    type: "string",
    length: 32,
    size: 4,
    expireMs: 10_000,
    keepsOld: false,
    serverKey: "name",
    stored,
    ...facts,
  });
}

function read(of: StickTable, key: string, column: string, nowMs: number): number | undefined {
  const entry = of.find(key, nowMs);
  const found = of.column(column);
  return entry && found && of.read(entry, found, nowMs);
}

test("columns stand in HAProxy's order; an array is one column for each element", () => {
  const stored = [{ name: "gpc", count: 2 }, { name: "http_req_rate", periodMs: 10 }, { name: "server_id" }];
  expect(table(stored).columns).toEqual([
    { name: "server_id", kind: "server", array: false, periodMs: 0, at: 0 },
    { name: "http_req_rate", kind: "rate", array: false, periodMs: 10, at: 1 },
    { name: "gpc0", kind: "count", array: true, periodMs: 0, at: 4 },
    { name: "gpc1", kind: "count", array: true, periodMs: 0, at: 5 },
  ]);
});

/** Events of a rate over 2 s, and what is read: HAProxy 2.6.12 says the same. */
test.each([
  [[0, 0, 0], 1000, 3],
  [[0, 0, 0], 2000, 3],
  [[0, 0, 0], 3000, 1],
  [[0, 0, 0], 2200, 2],
  [[0, 0, 0], 4000, 0],
  [[0, 0, 0, 2200], 2200, 3],
  [[0], 3999, 1],
  [[0], 4000, 0],
  [[0, 9000], 9000, 1],
])("a rate with events at %j read at %i ms is %i", (events, atMs, expected) => {
  const counted = table([{ name: "http_req_rate", periodMs: 2000 }], { expireMs: 100_000 });
  for (const eventMs of events) {
    const tracked = track(counted, "k", eventMs);
    if (tracked) count(tracked, "http_req", eventMs);
  }
  expect(read(counted, "k", "http_req_rate", atMs)).toBe(expected);
});

test("an entry expires so long after its last use; looking is no use", () => {
  const kept = table([{ name: "gpc0" }]);
  kept.take("k", 0);
  expect(kept.find("k", 9999)).toBeDefined();
  expect(kept.find("k", 10_000)).toBeUndefined();
  kept.take("k", 20_000);
  kept.take("k", 29_000);
  expect(kept.find("k", 38_999)).toBeDefined();
});

test("an entry that is tracked stays, and expires after the tracking ended", () => {
  const kept = table([{ name: "conn_cur" }]);
  const tracked = track(kept, "k", 0);
  expect(read(kept, "k", "conn_cur", 50_000)).toBe(1);
  if (tracked) untrack(tracked, 50_000);
  expect(read(kept, "k", "conn_cur", 50_001)).toBe(0);
  expect(kept.find("k", 60_000)).toBeUndefined();
});

test("in a full table those that were used least lately make room; with nopurge nobody does", () => {
  const full = table([]);
  for (const [index, key] of ["a", "b", "c", "d"].entries()) full.take(key, index);
  full.take("a", 5);
  full.take("e", 6);
  expect(full.entries(7).map(({ key }) => key)).toEqual(["c", "d", "a", "e"]);
  const closed = table([], { keepsOld: true, size: 1 });
  closed.take("a", 0);
  expect(closed.take("b", 1)).toBeUndefined();
  expect(closed.take("b", 10_000)).toBeDefined();
});

test("a million keys take no more room than the table has", () => {
  const small = table([{ name: "gpc0" }], { size: 1000 });
  for (let key = 0; key < 100_000; key++) small.take(String(key), key / 100);
  expect(small.used).toBeLessThanOrEqual(1000);
});

test.each([
  ["string", "abcdef", "abc"],
  ["string", "", undefined],
  ["integer", "-1x", "4294967295"],
  ["ip", "::ffff:10.0.0.1", "10.0.0.1"],
  ["ip", "::1", undefined],
  ["ip", "x", undefined],
  ["ipv6", "10.0.0.1", "::ffff:10.0.0.1"],
  ["binary", "a", "a\0\0"],
] as const)("the key of type %s of %s is %j", (type, text, key) => {
  expect(keyOf(text, { type, length: 3 })).toBe(key);
});
