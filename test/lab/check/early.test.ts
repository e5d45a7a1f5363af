import { expect, test } from "vitest";
import { factsOf } from "../../../lab/check/facts.ts";
import { judgeExpectation } from "../../../lab/check/index.ts";
import { judgeRun } from "../../../lab/report/judge.ts";
import { resultOf } from "../../../lab/report/result-of.ts";
import { outage } from "../../../lab/report/section/outage.ts";
import { historyOf, type Story } from "../history/story.ts";

const quick: Story = { watches: true, tookMs: 12, probeIntervalMs: 1, expectations: ["takeover", "outage"] };

function judged(story: Story) {
  const facts = factsOf(historyOf(story));
  const [fault] = facts.trials[0]?.faults ?? [];
  return {
    decidedBy: fault?.decidedBy,
    verdict: judgeExpectation(facts, { check: "outage", options: {} }).verdict,
  };
}

test.each<[string, Story, ReturnType<typeof judged>]>([
  ["an early takeover", quick, { decidedBy: "watch", verdict: "pass" }],
  ["one by the protocol's timer", { ...quick, tookMs: 3200 }, { decidedBy: "protocol", verdict: "pass" }],
  ["one that is neither", { ...quick, tookMs: 1200 }, { decidedBy: "protocol", verdict: "fail" }],
  ["one after a doubled timer", { ...quick, tookMs: 6200 }, { decidedBy: "protocol", verdict: "fail" }],
  ["one that nobody watched", { tookMs: 12, probeIntervalMs: 1 }, { decidedBy: "protocol", verdict: "fail" }],
])("%s is judged by the way that it took", (_, story, expected) => {
  expect(judged(story)).toEqual(expected);
});

const told = (story: Story) => {
  const options = { language: "en", paint: (_: unknown, text: string) => text, places: [] } as const;
  return outage.lines(judgeRun(historyOf(story)), options).join("\n");
};

test("the report says what VRRP alone would have taken, and why it was not so", () => {
  const early = told(quick);
  expect(early).toContain("VRRP alone: 3.20 s = 3 × 1.00 s + skew 0.60 s − 0.40 s since the last advert");
  expect(early).toContain("lb2 did not wait: when the processes of lb1 died");
  expect(told({ ...quick, tookMs: 3200 })).toContain("the timer of VRRP did");
});

test("figures of the two ways have a row each", () => {
  const [early, timer] = [resultOf(historyOf(quick)), resultOf(historyOf({ ...quick, tookMs: 3200 }))];
  expect(early.trials[0]?.faults[0]).toMatchObject({
    decidedBy: "watch",
    predictedMs: [0, 131],
    protocolMs: 3201.563,
  });
  expect(early.summary[0]).toMatchObject({ fault: "kill", decidedBy: "watch", n: 1 });
  expect(timer.summary[0]).toMatchObject({ fault: "kill", decidedBy: "protocol", n: 1 });
});

test("a daemon that hangs falls silent where the kernel closes its address: a lease later, by either way", () => {
  const hangs = (tookMs: number, watches?: true) => {
    const events = historyOf({ tookMs, probeIntervalMs: 1, ...(watches ? { watches } : {}) }).map((event) => {
      if (event.kind === "fault" && event.action === "inject")
        return { ...event, fault: "freeze", process: "keepalived" };
      if (event.kind !== "run") return event;
      const balancers = event.promise.balancers.map((balancer) => ({ ...balancer, leases: true as const }));
      return { ...event, promise: { ...event.promise, balancers } };
    });
    const facts = factsOf(events);
    return judgeExpectation(facts, { check: "outage", options: {} }).verdict;
  };
  expect([hangs(3000), hangs(60, true), hangs(60), hangs(4000)]).toEqual(["pass", "pass", "fail", "fail"]);
});
