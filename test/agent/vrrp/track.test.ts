import { expect, test } from "vitest";
import { scriptResult, untriedScript } from "../../../agent/vrrp/track.ts";

test.each([
  ["the first result decides at once", { rise: 3, fall: 3 }, "+", "up"],
  ["the first failure decides at once", { rise: 3, fall: 3 }, "-", "down"],
  ["fewer failures than fall change nothing", { rise: 1, fall: 3 }, "+--", "up"],
  ["fall failures in a row bring it down", { rise: 1, fall: 3 }, "+---", "down"],
  ["a success between starts the count anew", { rise: 1, fall: 3 }, "+--+--", "up"],
  ["rise successes in a row bring it up again", { rise: 2, fall: 1 }, "-++", "up"],
  ["fewer do not", { rise: 2, fall: 1 }, "-+-+", "down"],
])("%s", (_, limits, results, verdict) => {
  const health = [...results].reduce(
    (state, result) => scriptResult(state, result === "+", limits),
    untriedScript({ initFail: false }),
  );
  expect(health.verdict).toBe(verdict);
});
