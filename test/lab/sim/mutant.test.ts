import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { mutate } from "../../../bench/mutant/apply.ts";
import { mutants } from "../../../bench/mutant/list.ts";
import { protocolMistakes } from "../../../lab/sim/soak/protocol.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

test("the agent's cores give the RFC's figures", () => {
  expect(protocolMistakes()).toEqual([]);
});

test("every mutant of bench/mutants.ts has exactly one place in the cores", () => {
  expect(mutants.length).toBeGreaterThanOrEqual(20);
  for (const mutant of mutants) expect(mutate(root, mutant).mutated).not.toBe(mutate(root, mutant).source);
});
