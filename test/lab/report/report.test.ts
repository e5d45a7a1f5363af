import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { checks } from "../../../lab/check/index.ts";
import { renderReport } from "../../../lab/report/index.ts";
import { resultJsonSchema } from "../../../lab/report/json-schema.ts";
import { judgeRun } from "../../../lab/report/judge.ts";
import { resultOf } from "../../../lab/report/result-of.ts";
import { historyOf, type Story } from "../history/story.ts";

const expectations = Object.keys(checks);
const schemaFile = "../../../lab/report/result.schema.json";

test("the JSON Schema in the repository is the one of the code", async () => {
  await expect(resultJsonSchema()).toMatchFileSnapshot(schemaFile);
});

const stories: readonly (readonly [string, Story])[] = [
  ["good", {}],
  ["twenty trials", { trials: 20 }],
  ["a blocked takeover", { takeoverBlocked: true }],
  ["a starved probe", { starvedMs: 900 }],
  ["no fault at all", { configuredVip: "192.168.1.200" }],
];

test.each(stories)("the result validates: %s", (_, story) => {
  const validate = new Ajv({ strict: false }).compile(JSON.parse(resultJsonSchema()));
  const result = JSON.parse(JSON.stringify(resultOf(historyOf({ ...story, expectations }))));
  validate(result);
  expect(validate.errors).toBeNull();
});

test("the outage of the good run is the predicted one", () => {
  const [trial] = resultOf(historyOf()).trials;
  expect(trial?.faults[0]).toMatchObject({
    ...{ fault: "kill", target: "lb1", oldOwner: "lb1", newOwner: "lb2", resolutionMs: 5, phase: 0.4 },
    ...{ outageMs: 3205, lost: 641, late: 0, predictedMs: [3195.563, 3306.563] },
  });
  expect(trial?.faults[1]).toMatchObject({
    fault: "kill:heal",
    newOwner: "lb1",
    outageMs: 0,
    dualOwnerMs: 0.8,
  });
});

test("trials are summed up with median, range and interval; void ones are counted apart", () => {
  const { summary } = resultOf(historyOf({ trials: 20 }));
  expect(summary[0]).toMatchObject({ fault: "kill", n: 20, void: 0, medianMs: 3205, ci95Ms: [3205, 3205] });
  expect(resultOf(historyOf({ starvedMs: 900 })).summary[0]).toMatchObject({ n: 0, void: 1, medianMs: null });
});

test.each(["fr", "en"] as const)("the whole report in %s", (language) => {
  const judgement = judgeRun(historyOf({ expectations }));
  const places = [{ name: { fr: "historique", en: "history" }, path: "results/history.jsonl" }];
  expect(renderReport(judgement, { language, places, paint: (_, text) => text })).toMatchSnapshot();
});

test("the report of many trials shows their statistics instead of one outage", () => {
  const judgement = judgeRun(historyOf({ trials: 3, expectations }));
  expect(renderReport(judgement, { language: "en", places: [], paint: (_, text) => text })).toMatchSnapshot();
});

const verdicts: readonly (readonly [string, Story, string])[] = [
  ["good", {}, "pass"],
  ["blocked", { takeoverBlocked: true }, "fail"],
  ["starved", { starvedMs: 900 }, "unknown"],
];

test.each(verdicts)("the verdict of a run is its worst: %s", (_, story, verdict) => {
  expect(judgeRun(historyOf({ ...story, expectations })).verdict).toBe(verdict);
});
