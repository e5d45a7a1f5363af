import fc from "fast-check";
import { expect, test } from "vitest";
import { spreadOver } from "../../../lab/run/spread.ts";

test("every equal part of the period gets exactly one trial, whatever the seed", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0 }), (trials, seed) => {
      const parts = spreadOver(trials, seed).map((phase) => Math.floor(phase * trials));
      expect(parts.toSorted((a, b) => a - b)).toEqual(Array.from({ length: trials }, (_, index) => index));
    }),
  );
});

test("a seed can be played again, and another one differs", () => {
  expect(spreadOver(20, 7)).toEqual(spreadOver(20, 7));
  expect(spreadOver(20, 7)).not.toEqual(spreadOver(20, 8));
});
