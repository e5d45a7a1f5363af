import fc from "fast-check";
import { expect, test } from "vitest";
import { medianInterval } from "../../../lab/stats/median-interval.ts";
import { measureOutage, type Sample } from "../../../lab/stats/outage.ts";
import { overlapMs, turnsMs } from "../../../lab/stats/overlap.ts";
import { median, quantile } from "../../../lab/stats/quantile.ts";
import { firstIndex } from "../../../lab/stats/search.ts";
import { starvation } from "../../../lab/stats/starvation.ts";

const numbers = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 });

/** Probes from 0 to `endMs`; those sent in the hole get no reply. */
function probes(intervalMs: number, endMs: number, hole: { fromMs: number; toMs: number }): Sample[] {
  return Array.from({ length: Math.floor(endMs / intervalMs) }, (_, index) => {
    const atMs = index * intervalMs;
    const lost = atMs >= hole.fromMs && atMs < hole.toMs;
    return { atMs, dueMs: atMs, replyMs: lost ? null : atMs + 0.1 };
  });
}

test("a hole of known length is measured to within the resolution", () => {
  const intervals = fc.constantFrom(0.5, 1, 5, 10);
  const hole = fc.record({
    fromMs: fc.double({ min: 600, max: 1500, noNaN: true }),
    lengthMs: fc.double({ min: 30, max: 2000, noNaN: true }),
  });
  fc.assert(
    fc.property(intervals, hole, (intervalMs, { fromMs, lengthMs }) => {
      const samples = probes(intervalMs, 5000, { fromMs, toMs: fromMs + lengthMs });
      const { outageMs, resolutionMs } = measureOutage(samples, { fromMs: 500, toMs: 4900 }, intervalMs);
      expect(resolutionMs).toBeCloseTo(intervalMs, 6);
      expect(Math.abs((outageMs ?? Number.NaN) - lengthMs)).toBeLessThanOrEqual(intervalMs + 1e-6);
    }),
  );
});

test("a perfect service has no outage", () => {
  const samples = probes(1, 3000, { fromMs: 0, toMs: 0 });
  expect(measureOutage(samples, { fromMs: 500, toMs: 2500 }, 1)).toMatchObject({
    outageMs: expect.closeTo(0, 6),
    lost: 0,
    sent: 2001,
  });
});

test.each([
  ["stays away to the end", 9000],
  ["answers only after the window", 4000],
])("a service that %s did not come back", (_, toMs) => {
  const samples = probes(1, 5000, { fromMs: 1000, toMs });
  expect(measureOutage(samples, { fromMs: 900, toMs: 3000 }, 1)).toMatchObject({
    outageMs: null,
    firstGoodMs: null,
  });
});

test("a gap that began before the window counts from its begin", () => {
  const samples = probes(1, 5000, { fromMs: 1000, toMs: 2000 });
  expect(measureOutage(samples, { fromMs: 1500, toMs: 4000 }, 1).outageMs).toBeCloseTo(1000, 6);
});

test("late replies are counted apart and do not end a gap", () => {
  const samples = probes(10, 3000, { fromMs: 1000, toMs: 1200 }).map((sample) => {
    return sample.atMs === 1100 ? { ...sample, lateMs: 1800 } : sample;
  });
  expect(measureOutage(samples, { fromMs: 500, toMs: 2500 }, 10)).toMatchObject({
    outageMs: expect.closeTo(200, 6),
    lost: 19,
    late: 1,
  });
});

test("probes that were sent thinly make the resolution coarse", () => {
  const samples = probes(1, 3000, { fromMs: 1000, toMs: 1500 }).filter(
    ({ atMs }) => atMs < 1495 || atMs > 1520,
  );
  expect(measureOutage(samples, { fromMs: 900, toMs: 2900 }, 1).resolutionMs).toBe(27);
});

/** As `probes`, but nothing is sent in the pauses. */
function paused(hole: { fromMs: number; toMs: number }, ...pauses: { fromMs: number; toMs: number }[]) {
  return probes(1, 3000, hole).filter(
    ({ atMs }) => !pauses.some(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs),
  );
}

test("a pause of the prober itself is no outage: the longest gap is one with unanswered probes", () => {
  const samples = paused({ fromMs: 1000, toMs: 1030 }, { fromMs: 2000, toMs: 2025 });
  expect(measureOutage(samples, { fromMs: 900, toMs: 2900 }, 1)).toMatchObject({
    outageMs: expect.closeTo(30, 6),
    firstGoodMs: expect.closeTo(1030.1, 6),
    pausedMs: 25,
    longestPauseMs: 25,
    resolutionMs: 1,
  });
});

test("a pause that is longer than the outage may hide another one, and makes the resolution coarse", () => {
  const samples = paused(
    { fromMs: 1000, toMs: 1010 },
    { fromMs: 2000, toMs: 2080 },
    { fromMs: 2200, toMs: 2250 },
  );
  expect(measureOutage(samples, { fromMs: 900, toMs: 2900 }, 1)).toMatchObject({
    outageMs: expect.closeTo(10, 6),
    firstGoodMs: expect.closeTo(1010.1, 6),
    pausedMs: 130,
    longestPauseMs: 80,
    resolutionMs: expect.closeTo(70, 6),
  });
});

test("a pause in the middle of an outage belongs to it, one at its edge makes it uncertain", () => {
  const middle = paused({ fromMs: 1000, toMs: 1500 }, { fromMs: 1100, toMs: 1200 });
  expect(measureOutage(middle, { fromMs: 900, toMs: 2900 }, 1)).toMatchObject({
    outageMs: expect.closeTo(500, 6),
    pausedMs: 0,
  });
  const edge = paused({ fromMs: 1000, toMs: 1500 }, { fromMs: 1400, toMs: 1600 });
  expect(measureOutage(edge, { fromMs: 900, toMs: 2900 }, 1)).toMatchObject({
    outageMs: expect.closeTo(600, 6),
    resolutionMs: 201,
    pausedMs: 0,
  });
});

test("a prober that ends early has seen no outage at the end, and says how long it was away", () => {
  const samples = paused({ fromMs: 1000, toMs: 1030 }, { fromMs: 2000, toMs: 3000 });
  expect(measureOutage(samples, { fromMs: 900, toMs: 2900 }, 1)).toMatchObject({
    outageMs: expect.closeTo(30, 6),
    longestPauseMs: expect.closeTo(801, 6),
  });
});

test("a reply that is slow ends a gap when it comes", () => {
  const samples = probes(1, 3000, { fromMs: 0, toMs: 0 }).map((sample) => {
    const waits = sample.atMs >= 1000 && sample.atMs < 1200;
    return waits ? { ...sample, replyMs: 1200 + sample.atMs / 1e4 } : sample;
  });
  expect(measureOutage(samples, { fromMs: 900, toMs: 2900 }, 1).outageMs).toBeCloseTo(200, 0);
});

test.each([
  ["an even pace", (_: number) => true, undefined],
  ["a stall within the allowance", (atMs: number) => atMs < 1000 || atMs >= 1040, undefined],
  ["a stall beyond it", (atMs: number) => atMs < 1000 || atMs >= 1080, 81],
  ["a probe that ended early", (atMs: number) => atMs < 1700, 301],
])("starvation: %s", (_, keep, stallMs) => {
  const samples = probes(1, 3000, { fromMs: 0, toMs: 0 }).filter(({ atMs }) => keep(atMs));
  expect(starvation(samples, { fromMs: 500, toMs: 2000 }, 50)?.stallMs).toBe(stallMs);
});

test("the quantiles are ordered and within the values", () => {
  fc.assert(
    fc.property(numbers, fc.double({ min: 0, max: 1, noNaN: true }), (values, q) => {
      const value = quantile(values, q) ?? Number.NaN;
      expect(value).toBeGreaterThanOrEqual(Math.min(...values));
      expect(value).toBeLessThanOrEqual(Math.max(...values));
    }),
  );
  expect(quantile([], 0.5)).toBeUndefined();
  expect(median([4, 1, 3, 2])).toBe(2.5);
});

// Values of k from tables of the sign test at 5 %: n = 6 gives the extremes, n = 20 the 6th and 15th value.
test.each([
  [5, 1, 5],
  [6, 1, 6],
  [9, 2, 8],
  [20, 6, 15],
  [50, 18, 33],
  [100, 40, 61],
])("the median's interval of %i values reaches from the %i-th to the %i-th", (n, low, high) => {
  const values = Array.from({ length: n }, (_, index) => index + 1);
  expect(medianInterval(values)).toEqual([low, high]);
});

test("the median's interval holds the median", () => {
  fc.assert(
    fc.property(numbers, (values) => {
      const [low, high] = medianInterval(values) ?? [0, 0];
      const middle = median(values) ?? 0;
      expect(low <= middle && middle <= high).toBe(true);
    }),
  );
});

test.each([
  [
    "one after the other",
    [
      ["a", 0, 10],
      ["b", 10, 20],
    ],
    0,
  ],
  [
    "a hand-over that overlaps",
    [
      ["a", 0, 11],
      ["b", 10, 20],
    ],
    1,
  ],
  [
    "three at once count once",
    [
      ["a", 0, 10],
      ["b", 0, 10],
      ["c", 5, 10],
    ],
    10,
  ],
  [
    "outside the window",
    [
      ["a", 100, 110],
      ["b", 100, 110],
    ],
    0,
  ],
] as const)("overlap: %s", (_, holds, expected) => {
  const list = holds.map(([node, fromMs, toMs]) => ({ node, fromMs, toMs }));
  expect(overlapMs(list, { fromMs: 0, toMs: 50 })).toBe(expected);
});

test.each([
  ["a change of sender", "aaabbb", 0],
  ["two that take turns", "ababab", 4],
  ["one that comes back", "aabbaa", 1],
])("turns: %s", (_, senders, expected) => {
  expect(turnsMs([...senders].map((node, atMs) => ({ node, atMs })))).toBe(expected);
});

test("the first index is the one that a scan finds", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50)), fc.nat(50), (values, bound) => {
      const sorted = values.toSorted((a, b) => a - b);
      const scanned = sorted.findIndex((value) => value >= bound);
      expect(firstIndex(sorted, (value) => value >= bound)).toBe(scanned < 0 ? sorted.length : scanned);
    }),
  );
});
