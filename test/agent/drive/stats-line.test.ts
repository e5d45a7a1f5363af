import fc from "fast-check";
import { expect, test } from "vitest";
import { LineReader } from "../../../agent/drive/stats-line.ts";

test("lines are the same however the bytes come", () => {
  const text = "show stat\r\nshow info\n\nquit\nrest";
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: text.length - 1 })), (cuts) => {
      const reader = new LineReader();
      const edges = [0, ...cuts.sort((left, right) => left - right), text.length];
      const lines = edges.slice(1).flatMap((end, at) => reader.push(text.slice(edges[at], end)) ?? []);
      expect(lines).toEqual(["show stat", "show info", "", "quit"]);
    }),
  );
});

test("a line that does not end is given up at 16 KiB", () => {
  const reader = new LineReader();
  expect(reader.push("x".repeat(16_384))).toEqual([]);
  expect(reader.push("x")).toBeUndefined();
});
