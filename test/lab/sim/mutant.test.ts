import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { mutate } from "../../../bench/mutant/apply.ts";
import { mutants } from "../../../bench/mutant/list.ts";
import { MutantTrial } from "../../../bench/mutant/trial.ts";
import { protocolMistakes } from "../../../lab/sim/soak/protocol.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** Of each kind one: a comparison, a timer, stale state, a forgotten action. */
const handful = [
  "equals are preempted",
  "the next advert is not planned",
  "a changed priority leaves the timer stale",
  "who yields keeps the addresses",
];

test("the agent's cores give the RFC's figures", () => {
  expect(protocolMistakes()).toEqual([]);
});

test("every mutant of bench/mutants.ts has exactly one place in the cores", () => {
  expect(mutants.length).toBeGreaterThanOrEqual(20);
  for (const mutant of mutants) expect(mutate(root, mutant).mutated).not.toBe(mutate(root, mutant).source);
});

test("a handful of them is found", () => {
  using trial = new MutantTrial(root);
  const some = mutants.filter(({ name }) => handful.includes(name));
  expect(some).toHaveLength(handful.length);
  for (const mutant of some) expect(trial.find(mutant, [1, 1, 1]), mutant.name).toBeDefined();
});
