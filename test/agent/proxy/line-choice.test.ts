import { expect, test } from "vitest";
import { tellsErrors, wentWrong } from "../../../agent/proxy/line-choice.ts";
import type { SessionRecord } from "../../../agent/proxy/record.ts";

const usual = { termination: "--", redispatched: false, retries: 0, status: 200 } as SessionRecord;

test.each([
  [{}, false],
  [{ termination: "LR", status: 403 }, false],
  [{ termination: "LR", status: 502 }, true],
  [{ termination: "PR", status: 403 }, true],
  [{ termination: "SC", status: 503 }, true],
  [{ termination: "cD" }, true],
  [{ retries: 1 }, true],
  [{ redispatched: true }, true],
] as const)("%j went wrong: %j", (facts, is) => {
  expect(wentWrong({ ...usual, ...facts })).toBe(is);
});

test("only two options make lines of errors differ", () => {
  expect(
    [{}, { options: new Set(["dontlog-normal"]) }, { options: new Set(["tcpka"]) }].map(tellsErrors),
  ).toEqual([false, true, false]);
});
