import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { formatProblem } from "../../../agent/base/problem.ts";
import { parseHaproxy } from "../../../agent/config/haproxy/parse.ts";
import { exitOf } from "../config/haproxy/verdict.ts";

/** Files as people write them, and all that HAProxy 2.6.12 says of each (`haproxy -c`). */
interface NastyCase {
  readonly name: string;
  readonly text: string;
  readonly exit: number;
  readonly says: readonly string[];
}

const cases: readonly NastyCase[] = JSON.parse(
  readFileSync(new URL("../../cases/haproxy-nasty.json", import.meta.url), "utf8"),
);

function problemsOf(text: string): ReturnType<typeof parseHaproxy>["problems"] {
  return parseHaproxy(text, "haproxy.cfg").problems;
}

test.each(cases)("$name: the same verdict", ({ text, exit }) => {
  expect(exitOf(parseHaproxy(text, "haproxy.cfg"))).toBe(exit);
});

test.each(cases)("$name: something is said, with its place and what to do", ({ text, says }) => {
  const problems = problemsOf(text);
  expect(problems.length).toBeGreaterThan(0);
  // At least as many things as the original finds.
  expect(problems.length).toBeGreaterThanOrEqual(Math.min(says.length, 1));
  for (const problem of problems) expect(problem.line).toBeGreaterThan(0);
});

test("what is said of each", () => {
  const told = cases.map(({ name, text, says }) => ({
    name,
    haproxy: says,
    ours: problemsOf(text).map((problem) => formatProblem(problem, "en")),
  }));
  expect(told).toMatchSnapshot();
  expect(told.filter(({ haproxy }) => haproxy.length === 0).length).toBeGreaterThanOrEqual(20);
});
