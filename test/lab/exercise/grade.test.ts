import { expect, test } from "vitest";
import { factsOf } from "../../../lab/check/facts.ts";
import { type Grade, gradeOf } from "../../../lab/exercise/grade.ts";
import { judgeSteps } from "../../../lab/exercise/index.ts";
import type { HistoryEvent } from "../../../lab/history/event.ts";
import { renderGrade } from "../../../lab/report/grade.ts";
import { historyOf, type Story } from "../history/story.ts";

function graded(story: Story, ...more: readonly HistoryEvent[]): Grade {
  return gradeOf("atelier", judgeSteps(factsOf([...historyOf(story), ...more])));
}

function stopped(node: string, daemon: "haproxy" | "keepalived"): HistoryEvent {
  return { atMs: 4000, node, kind: "daemon", daemon, state: "stopped" };
}

test("all six steps together are worth twenty points", () => {
  const { points, outOf, verdict, steps } = graded({});
  expect({ points, outOf, verdict }).toEqual({ points: 20, outOf: 20, verdict: "pass" });
  expect(steps.map(({ hint }) => hint)).toEqual(Array.from({ length: 6 }, () => null));
});

test("what failed or was not decided earns nothing, and says what to do next", () => {
  const { points, verdict, steps } = graded({ stopped: "lb2" });
  expect({ points, verdict }).toEqual({ points: 7, verdict: "fail" });
  expect(steps.map((step) => `${step.points}/${step.outOf}`)).toEqual([
    "0/3",
    "4/4",
    "3/3",
    "0/4",
    "0/3",
    "0/3",
  ]);
  for (const { verdict, hint } of steps) expect(hint === null).toBe(verdict === "pass");
});

test("a daemon that was not running is named, whatever else was seen", () => {
  const both = graded({}, stopped("lb1", "haproxy"), stopped("lb2", "haproxy"), stopped("lb2", "keepalived"));
  expect(both.steps.map(({ evidence }) => evidence.en).slice(0, 2)).toEqual([
    "HAProxy does not run on lb1, lb2",
    "keepalived does not run on lb2",
  ]);
});

test.each(["fr", "en"] as const)("the grade as text in %s", (language) => {
  const options = { language, places: [], paint: (_: string, text: string) => text };
  expect(renderGrade(graded({ appSick: "app2" }), options)).toMatchSnapshot();
});
