import { describe, expect, test } from "vitest";
import { splitLine } from "../../../../agent/config/haproxy/line.ts";
import { parseTime } from "../../../../agent/config/haproxy/time.ts";

describe("a line is split as HAProxy does", () => {
  const table: readonly (readonly [string, readonly string[]])[] = [
    ["", []],
    ["  # only a comment", []],
    ["server\ts1  10.0.0.1:80", ["server", "s1", "10.0.0.1:80"]],
    ["check#not a word", ["check"]],
    ["a\\#b c\\ d", ["a#b", "c d"]],
    ['"a b"c', ["a bc"]],
    ["'a\\n$b'", ["a\\n$b"]],
    ["HTTP/1.1\\r\\nHost:\\ x", ["HTTP/1.1\r\nHost: x"]],
    ["s\\x41\\q", ["sA\\q"]],
    ["a \\", ["a", "\\"]],
    ['""', [""]],
    ["a\r", ["a"]],
  ];
  test.each(table)("%j", (text, words) => {
    const line = splitLine(text);
    expect(line.kind === "words" ? line.words.map((word) => word.text) : line).toEqual(words);
  });

  test.each([
    ['a "b', { kind: "unmatched-quote", column: 3 }],
    ["a 'b", { kind: "unmatched-quote", column: 3 }],
    ["s\\xzz", { kind: "bad-hex", column: 2 }],
  ])("%j is refused where it is wrong", (text, expected) => {
    expect(splitLine(text)).toEqual(expected);
  });

  test("columns count from 1", () => {
    expect(splitLine("  bind  *:80")).toEqual({
      kind: "words",
      words: [
        { text: "bind", column: 3 },
        { text: "*:80", column: 9 },
      ],
    });
  });
});

test.each([
  ["5", 5],
  ["5s", 5000],
  ["500ms", 500],
  ["2m", 120_000],
  ["1h", 3_600_000],
  ["1d", 86_400_000],
  ["1us", 1],
  ["1500us", 2],
  ["0", 0],
])("%s is %d ms", (text, ms) => {
  expect(parseTime(text)).toMatchObject({ kind: "time", ms });
});

test.each([
  ["", ""],
  ["x", "x"],
  ["5x", "x"],
  ["5sx", "x"],
  ["1.5s", "."],
  ["-1", "-"],
])("%j is no time", (text, character) => {
  expect(parseTime(text)).toEqual({ kind: "unexpected", character });
});

test("a time above 24.8 days is too long", () => {
  expect(parseTime("25d")).toEqual({ kind: "overflow" });
});
