import { expect, test } from "vitest";
import { TimerWheel, WheelTimer } from "../../../../agent/net/stream/timer-wheel.ts";

/** Sets timers at these times and lets the clock run in steps; gives when each was woken. */
function run(times: readonly number[], stepMs: number, untilMs: number): readonly number[] {
  const wheel = new TimerWheel(0);
  const woken = times.map(() => -1);
  times.forEach((atMs, index) => {
    const timer = new WheelTimer((nowMs) => {
      expect(woken[index]).toBe(-1);
      woken[index] = nowMs;
    });
    wheel.set(timer, atMs);
  });
  for (let nowMs = 0; nowMs <= untilMs; nowMs += stepMs) wheel.advance(nowMs);
  expect(wheel.size).toBe(0);
  return woken;
}

test.each([
  ["soon", 5],
  ["at a tick", 400],
  ["within one turn", 3999],
  ["after one turn", 4100],
  ["after many turns", 60_001],
])("a timer comes %s: never early, at most a tick and a step late", (_, atMs) => {
  const [woken = -1] = run([atMs], 1, 61_000);
  expect(woken).toBeGreaterThanOrEqual(atMs);
  expect(woken).toBeLessThanOrEqual(atMs + 5);
});

test("after a long sleep all that are due come at once", () => {
  expect(run([10, 3000, 9000, 50_000], 50_000, 50_000)).toEqual([50_000, 50_000, 50_000, 50_000]);
});

test("a timer that was moved comes at its last time only", () => {
  const wheel = new TimerWheel(0);
  const woken: number[] = [];
  const timer = new WheelTimer((nowMs) => woken.push(nowMs));
  for (const atMs of [50, 20, 90]) wheel.set(timer, atMs);
  for (let nowMs = 0; nowMs < 200; nowMs += 4) wheel.advance(nowMs);
  expect(woken).toEqual([92]);
  expect(wheel.dueMs).toBeUndefined();
});

test("a timer may clear another of the same moment, and set itself again", () => {
  const wheel = new TimerWheel(0);
  const heard: string[] = [];
  const other = new WheelTimer(() => heard.push("other"));
  const first: WheelTimer = new WheelTimer((nowMs) => {
    heard.push(`first at ${nowMs}`);
    wheel.clear(other);
    if (nowMs < 30) wheel.set(first, nowMs + 20);
  });
  wheel.set(other, 8);
  wheel.set(first, 8);
  for (let nowMs = 0; nowMs < 100; nowMs += 4) wheel.advance(nowMs);
  expect(heard).toEqual(["first at 8", "first at 28", "first at 48"]);
});

test("it says when it has something to do, and is never late by that", () => {
  const wheel = new TimerWheel(0);
  wheel.set(new WheelTimer(() => {}), 30_000);
  let turns = 0;
  for (let dueMs = wheel.dueMs; dueMs !== undefined; dueMs = wheel.dueMs) {
    wheel.advance(dueMs);
    turns++;
  }
  expect(turns).toBeLessThan(10);
});

test("a thousand random timers all come in their time", () => {
  let seed = 7;
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % 20_000;
  };
  const times = Array.from({ length: 1000 }, random);
  run(times, 3, 21_000).forEach((woken, index) => {
    const atMs = times[index] ?? 0;
    expect(woken >= atMs && woken <= atMs + 8).toBe(true);
  });
});
