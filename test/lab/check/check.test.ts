import { expect, test } from "vitest";
import { ZodError } from "zod";
import { worst } from "../../../lab/check/check.ts";
import { type Facts, factsOf } from "../../../lab/check/facts.ts";
import { type CheckName, checks, judgeExpectation, parseExpectation } from "../../../lab/check/index.ts";
import type { HistoryEvent } from "../../../lab/history/event.ts";
import { historyOf, type Story } from "../history/story.ts";

function verdict(name: CheckName, facts: Facts, options: object = {}): string {
  return judgeExpectation(facts, parseExpectation(name, options)).verdict;
}

const cases: readonly (readonly [
  check: CheckName,
  why: string,
  story: Story,
  verdict: string,
  options?: object,
])[] = [
  ["takeover", "the next in line has it", {}, "pass"],
  ["takeover", "nobody has it", { takeoverBlocked: true }, "fail"],
  ["takeover", "no master was struck", { configuredVip: "10.0.0.1" }, "unknown"],
  ["outage", "as predicted", {}, "pass"],
  ["outage", "longer than predicted", { delayMs: 400 }, "fail"],
  ["outage", "shorter than predicted", { delayMs: -400 }, "fail"],
  ["outage", "within a larger allowance", { delayMs: 400 }, "pass", { allowanceMs: 500 }],
  ["outage", "below the scenario's limit", {}, "pass", { maxMs: 4000 }],
  ["outage", "above the scenario's limit", {}, "fail", { maxMs: 3000 }],
  ["outage", "a limit below four resolutions", { probeIntervalMs: 50 }, "unknown", { maxMs: 190 }],
  ["outage", "the service did not come back", { takeoverBlocked: true }, "fail"],
  ["outage", "the probe was starved", { starvedMs: 900 }, "unknown"],
  ["failback", "in time", {}, "pass"],
  ["failback", "not in time", {}, "fail", { maxMs: 4000 }],
  ["failback", "never", { noFailback: true }, "fail"],
  ["one-owner", "a short hand-over", {}, "pass"],
  ["one-owner", "longer than allowed", {}, "fail", { maxMs: 0.5 }],
  ["one-owner", "two from then on", { noFailback: true }, "pass"],
  ["distribution", "as promised", {}, "pass"],
  ["distribution", "a server is missing", { appDown: "app2" }, "fail"],
  ["steady", "every request is answered", {}, "pass"],
  ["steady", "nobody answers", { configuredVip: "10.0.0.1" }, "fail"],
];

const rows = cases.map(([check, why, story, expected, options]) => ({
  check,
  why,
  story,
  expected,
  options,
}));

test.each(rows)("$check: $why: $expected", ({ check, story, expected, options }) => {
  expect(verdict(check, factsOf(historyOf(story)), options)).toBe(expected);
});

test("where the request decides on the server no share is promised; a backup must still be silent", () => {
  const facts = factsOf(historyOf({ appDown: "app2" }));
  const by = (algorithm: string, servers = facts.promise.servers): string =>
    verdict("distribution", { ...facts, promise: { ...facts.promise, algorithm, servers } });
  expect(["source", "uri", "first"].map((name) => by(name))).toEqual(["pass", "pass", "pass"]);
  const resting = facts.promise.servers.map((server) => ({ ...server, expectedShare: 0 }));
  expect(by("source", resting)).toBe("fail");
});

test("without any measurement every check is unknown", () => {
  const facts = factsOf(historyOf().slice(0, 1));
  for (const name of Object.keys(checks) as CheckName[])
    expect([name, verdict(name, facts)]).toEqual([name, "unknown"]);
});

test("two owners are seen by the answers too, when no address was watched", () => {
  const events = historyOf().filter(({ kind }) => kind !== "address");
  const doubled = events.map((event): HistoryEvent => {
    const twice =
      event.kind === "probe" && event.probe === "vip" && event.atMs > 21_000 && event.atMs < 21_500;
    return twice ? { ...event, alsoBy: "lb2" } : event;
  });
  const facts = factsOf(doubled);
  expect(verdict("one-owner", facts)).toBe("fail");
  expect(facts.trials[0]?.faults[1]?.dualOwnerMs).toBe(495);
});

test("the phase is the measured time since the last advert, as a share of the interval", () => {
  const phases = [10, 250, 900].map((sinceAdvertMs) => {
    return factsOf(historyOf({ sinceAdvertMs })).trials[0]?.faults[0]?.phase;
  });
  expect(phases).toEqual([0.01, 0.25, 0.9]);
});

test("faults before the phase of faults prepare the scene and are no trials", () => {
  const { trials, steady } = factsOf(historyOf({ stopped: "lb2" }));
  expect(trials.map(({ faults }) => faults.map(({ target }) => target))).toEqual([["lb1", "lb1"]]);
  expect(steady?.fromMs).toBe(5110);
});

test("the order of the lines does not matter", () => {
  const events = historyOf();
  expect(factsOf(events.toReversed()).trials).toEqual(factsOf(events).trials);
});

test("an unknown check and wrong options are told apart", () => {
  expect(() => parseExpectation("takover", {})).toThrow(RangeError);
  expect(() => parseExpectation("outage", { max: 1 })).toThrow(ZodError);
  expect(parseExpectation("one-owner", {})).toEqual({ check: "one-owner", options: { maxMs: 100 } });
});

test.each([
  [["pass", "unknown", "fail"], "fail"],
  [["pass", "unknown"], "unknown"],
  [["pass", "pass"], "pass"],
  [[], "unknown"],
] as const)("the worst of %j is %s", (verdicts, expected) => {
  expect(worst(verdicts)).toBe(expected);
});

test("a keepalived that hangs leaves the address on its node: users notice a hand-over at most", () => {
  const events = historyOf().map((event) =>
    event.kind === "fault" && event.action === "inject"
      ? { ...event, fault: "freeze", process: "keepalived" }
      : event,
  );
  const [fault] = factsOf(events).trials[0]?.faults ?? [];
  expect(fault?.prediction).toBeUndefined();
  expect(fault?.predictedMs?.[0]).toBe(0);
});
