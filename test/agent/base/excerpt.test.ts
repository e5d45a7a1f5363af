import { expect, test } from "vitest";
import { formatWithExcerpt } from "../../../agent/base/excerpt.ts";
import type { Problem } from "../../../agent/base/problem.ts";

const problem: Problem = {
  ...{ file: "k.conf", line: 1, column: 1, width: 12 },
  severity: "mistake",
  code: "ERR_CONFIG_KEYWORD",
  text: { fr: "Mot inconnu.", en: "Unknown word." },
};
const shown = (text: string, changes: Partial<Problem>, language: "fr" | "en" = "en") => {
  const lines = text.split("\n");
  const whole = formatWithExcerpt({ ...problem, ...changes }, language, (_, line) => lines[line - 1]);
  return `\n${whole}\n`;
};

test("a problem is shown with its line, a caret for each character, and the line as it should be", () => {
  expect(shown("vrp_instance VI_1 {", { instead: "vrrp_instance" }, "fr")).toBe(`
k.conf:1:1: Mot inconnu. [ERR_CONFIG_KEYWORD]
    1 | vrp_instance VI_1 {
      | ^^^^^^^^^^^^
      = écrivez : vrrp_instance VI_1 {
`);
});

test("tabs before the place stand before the caret too", () => {
  expect(shown("\t\tstate SLAVE", { column: 9, width: 5 })).toBe(`
k.conf:1:9: Unknown word. [ERR_CONFIG_KEYWORD]
    1 | \t\tstate SLAVE
      | \t\t      ^^^^^
`);
});

test("several lines to change are named by their numbers", () => {
  const fix = [
    { file: "k.conf", line: 2, removed: 1, lines: ["    weight -20"] },
    { file: "other.conf", line: 1, removed: 0, lines: ["global_defs {", "}"] },
  ];
  expect(shown("vrrp_script x {\n    weight 2\n}", { fix })).toBe(`
k.conf:1:1: Unknown word. [ERR_CONFIG_KEYWORD]
    1 | vrrp_script x {
      | ^^^^^^^^^^^^
      = change:
    2 -     weight 2
    2 +     weight -20
      = other.conf:
    1 + global_defs {
      + }
`);
});

test("of a long line a part is shown", () => {
  const [, line, caret] = shown(`${"a".repeat(500)}here${"b".repeat(500)}`, { column: 501, width: 4 })
    .trim()
    .split("\n");
  expect(line).toMatch(/^ {4}1 \| …a{30}hereb{66}…$/);
  expect(caret).toMatch(/^ {6}\| {32}\^{4}$/);
});

test.each([
  ["control characters", "\u001b[31mred\u0007", "·[31mred·"],
  ["a mark that nobody sees", "\ufeffglobal_defs", "·global_defs"],
])("%s do not reach the terminal", (_, text, expected) => {
  expect(shown(text, {})).toContain(`1 | ${expected}\n`);
});

test("without the file's text the message stands alone", () => {
  expect(formatWithExcerpt(problem, "en", () => undefined)).toBe(
    "k.conf:1:1: Unknown word. [ERR_CONFIG_KEYWORD]",
  );
});
