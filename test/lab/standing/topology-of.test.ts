import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { topologyOf } from "../../../lab/standing/topology-of.ts";

const here = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const topology = here("compose/course/compose.yaml");

test.each([
  ["a topology is itself", topology, topology],
  ["a scenario stands for its topology", here("scenarios/course.yaml"), topology],
  ["what cannot be read is left to whoever reads it", "/no/such/file.yaml", "/no/such/file.yaml"],
])("%s", async (_, file, expected) => {
  expect(await topologyOf(file)).toBe(expected);
});
