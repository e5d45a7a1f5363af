import { expect, test } from "vitest";
import type { Problem } from "../../../agent/base/problem.ts";
import { mistakeLines } from "../../../lab/run/mistake-line.ts";

const mistake = (file: string, line: number, said: string): Problem => ({
  ...{ file, line, column: 5, severity: "mistake", code: "ERR_CONFIG_VALUE" },
  text: { fr: said, en: said },
});

test("what both files get wrong is said once, with both places", () => {
  const mistakes = [
    mistake("lb1.conf", 3, "One."),
    mistake("lb1.conf", 9, "Two."),
    mistake("lb2.conf", 3, "One."),
  ];
  expect(mistakeLines(mistakes, "en")).toEqual([
    "lb1.conf:3:5: One. [ERR_CONFIG_VALUE] The same: lb2.conf:3:5",
    "lb1.conf:9:5: Two. [ERR_CONFIG_VALUE]",
  ]);
});
