import { describe, expect, test } from "vitest";
import { parseAgentReply } from "../../../agent/health/agent.ts";
import { nextIntervalMs } from "../../../agent/health/interval.ts";
import { Observer, type Trace } from "../../../agent/health/observe.ts";
import { shareAfter, slowStartStepMs } from "../../../agent/health/slow-start.ts";

test.each([
  ["up\n", { up: true, reason: "up" }],
  ["up 75%\r\nlater", { up: true, reason: "up", weightPercent: 75 }],
  ["DOWN #no coffee\n", { up: false, reason: "down (no coffee)" }],
  ["stopped", { up: false, reason: "stopped" }],
  ["ready,50%\tmaxconn:30\n", { admin: "ready", weightPercent: 50, maxConnections: 30 }],
  ["drain # 75%\n", { admin: "drain" }],
  ["maint", { admin: "maint" }],
  ["hello\n", undefined],
  ["", undefined],
])("an agent that says %j", (text, reply) => {
  expect(parseAgentReply(text)).toEqual(reply);
});

describe("observe", () => {
  const observe = (layer: "layer4" | "layer7", traces: readonly Trace[]): readonly string[] => {
    const observer = new Observer({ layer, errorLimit: 3, onError: "fail-check" });
    return traces.flatMap((trace) => observer.see(trace)?.info ?? []);
  };

  test("three errors in a row are told of, and counted anew", () => {
    const bad = ["wrong-status", "timeout", "bad-response", "broken", "wrong-status"] as const;
    expect(observe("layer7", bad)).toEqual([
      "Detected 3 consecutive errors, last one was: Invalid http response (headers)",
    ]);
    expect(observe("layer7", ["wrong-status", "timeout", "response-ok", "broken", "l4-error"])).toEqual([]);
  });

  test("on layer 4 only connections count", () => {
    expect(observe("layer4", ["l4-error", "wrong-status", "response-ok", "l4-error", "l4-error"])).toEqual([
      "Detected 3 consecutive errors, last one was: L4 unsuccessful",
    ]);
    expect(observe("layer4", ["l4-error", "l4-error", "l4-ok", "l4-error"])).toEqual([]);
  });
});

test.each([
  [4, 2000],
  [3, 300],
  [1, 300],
  [0, 9000],
])("with health %i the next check comes after %i ms", (health, ms) => {
  const check = { intervalMs: 2000, fastIntervalMs: 300, downIntervalMs: 9000, rise: 2, fall: 3 };
  expect(nextIntervalMs(check, health)).toBe(ms);
  expect(nextIntervalMs({ intervalMs: 2000, rise: 2, fall: 3 }, health)).toBe(2000);
});

test("a server that has come back gets more sixteenths from second to second", () => {
  const shares = [0, 999, 1000, 5000, 9999, 10_000].map((ms) => shareAfter(ms, 10_000));
  expect(shares).toEqual([1, 1, 2, 9, 15, 16]);
  expect([slowStartStepMs(10_000), slowStartStepMs(60_000)]).toEqual([1000, 3000]);
});
