import { expect, test } from "vitest";
import { rowLines, wrap } from "../../../lab/command/layout.ts";

const paintTerm = (term: string) => term;

test.each([
  ["short enough", "one two", 20, ["one two"]],
  ["too long", "one two three", 8, ["one two", "three"]],
  ["a word longer than the line", "a incomprehensible b", 8, ["a", "incomprehensible", "b"]],
  ["French signs stay with their word", "ceci : « mot » ; non ?", 10, ["ceci :", "« mot » ;", "non ?"]],
])("%s", (_, text, columns, lines) => {
  expect(wrap(text, columns)).toEqual(lines);
});

test("meanings stand in a column; that of a long term stands below it", () => {
  const rows = [
    ["up", "starts a lab that stays"],
    ["status", "shows it"],
    ["bascule report results/history.jsonl", "the report of that run, again"],
  ] as const;
  expect(rowLines(rows, { columns: 28, paintTerm })).toEqual([
    "  up      starts a lab that",
    "          stays",
    "  status  shows it",
    "  bascule report results/history.jsonl",
    "      the report of that",
    "      run, again",
  ]);
});

test("a wide terminal does not make lines that are hard to read", () => {
  const [line = ""] = wrap("word ".repeat(60).trim(), 300);
  expect(line.length).toBeLessThanOrEqual(100);
});
