import { expect, test } from "vitest";
import { factsOf } from "../../../lab/check/facts.ts";
import { judgeSteps } from "../../../lab/exercise/index.ts";
import { historyOf, type Story } from "../history/story.ts";

/** One letter a step: p(ass), f(ail), u(nknown). */
function verdicts(story: Story): string {
  return judgeSteps(factsOf(historyOf(story)))
    .map(({ verdict }) => verdict[0])
    .join("");
}

const cases: readonly (readonly [name: string, story: Story, verdicts: string])[] = [
  ["everything goes well", {}, "pppppp"],
  ["thirty trials go well", { trials: 30 }, "pppppp"],
  ["lb2 is stopped", { stopped: "lb2" }, "fppuuu"],
  ["the files name another virtual IP", { configuredVip: "192.168.1.200" }, "pfpuuu"],
  ["a stranger uses the same virtual_router_id", { stranger: true }, "pfpuuu"],
  ["app2 is down", { appDown: "app2" }, "ppfppp"],
  ["app2 fails its health check", { appSick: "app2" }, "ppfppp"],
  ["the takeover is blocked", { takeoverBlocked: true }, "pppfuu"],
  ["the master does not take back", { noFailback: true }, "ppppfp"],
  ["the probe is starved", { starvedMs: 900 }, "pppppu"],
  ["the other's timer is doubled", { delayMs: 3600 }, "pppppf"],
];

test.each(cases)("%s: exactly the right steps fail", (_, story, expected) => {
  expect(verdicts(story)).toBe(expected);
});

test("a step that needs a failed one says which", () => {
  const steps = judgeSteps(factsOf(historyOf({ stopped: "lb2" })));
  expect(steps.map(({ evidence }) => evidence.en)).toMatchInlineSnapshot(`
    [
      "lb2 is stopped",
      "lb1 holds 192.168.1.100 and answers (639/639); 3 VRRP adverts",
      "app1, app2, app3 answer their checks with 200",
      "not judged because step 1 failed",
      "not judged because step 4 is not decided",
      "not judged because step 4 is not decided",
    ]
  `);
});

test("without any measurement every step is unknown", () => {
  const [run] = historyOf();
  expect(judgeSteps(factsOf(run === undefined ? [] : [run])).map(({ verdict }) => verdict)).toEqual(
    Array.from({ length: 6 }, () => "unknown"),
  );
});
