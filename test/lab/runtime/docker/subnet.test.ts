import { expect, test } from "vitest";
import { overlap } from "../../../../lab/runtime/docker/holder.ts";

test.each([
  ["192.168.1.0/24", "192.168.1.0/24", true],
  ["192.168.0.0/16", "192.168.1.0/24", true],
  ["192.168.1.0/24", "192.168.1.77/32", true],
  ["192.168.1.0/24", "192.168.2.0/24", false],
  ["10.0.0.0/25", "10.0.0.128/25", false],
  ["fd00::/8", "10.0.0.0/8", false],
])("%s and %s overlap: %s", (left, right, expected) => {
  expect(overlap(left, right)).toBe(expected);
  expect(overlap(right, left)).toBe(expected);
});
