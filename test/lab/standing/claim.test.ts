import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { identify } from "../../../lab/runtime/netns/identity.ts";
import { claim } from "../../../lab/standing/claim.ts";
import { findPlaces, namePattern, type StandingRecord } from "../../../lab/standing/record.ts";

/** Nobody has this number: the largest that Linux gives is one less. */
const dead = { pid: 4_194_304, startTicks: 1 };

function recordOf(name: string, keeper: StandingRecord["keeper"]): StandingRecord {
  return {
    name,
    keeper,
    topologyFile: "/x/compose.yaml",
    workFolder: "/x/work",
    nodes: ["lb1"],
    stack: "agent",
    runtime: "netns",
    startedAt: "2026-11-21T08:15:30.000Z",
  };
}

async function ownRecord(name: string): Promise<StandingRecord> {
  const self = await identify(process.pid);
  if (self === undefined) throw new Error("this process has no identity");
  return recordOf(name, self);
}

/** Not the name of anybody's lab. */
const nameOf = (what: string) => `test-${process.pid}-${what}`.slice(0, 32);

test("a name is taken while its keeper lives, and free again afterwards", async () => {
  const name = nameOf("taken");
  const first = await claim(await ownRecord(name));
  expect(JSON.parse(await readFile(join(first.folder, "lab.json"), "utf8"))).toEqual(await ownRecord(name));
  await expect(claim(await ownRecord(name))).rejects.toMatchObject({ code: "ERR_STANDING_TAKEN" });
  expect(await placesNamed(name)).toHaveLength(1);
  await first[Symbol.asyncDispose]();
  await first[Symbol.asyncDispose]();
  expect(await placesNamed(name)).toEqual([]);
  await using again = await claim(await ownRecord(name));
  expect(existsSync(again.folder)).toBe(true);
});

test("what a dead keeper left does not hold a name", async () => {
  const name = nameOf("dead");
  await claim(recordOf(name, dead)); // not disposed of: its keeper is no more
  await using held = await claim(await ownRecord(name));
  expect(await placesNamed(name)).toMatchObject([{ record: { keeper: (await ownRecord(name)).keeper } }]);
  expect(existsSync(held.folder)).toBe(true);
});

test.each([
  ["bascule-course", true],
  ["a", true],
  ["tp_2026-1", true],
  ["", false],
  ["-a", false],
  ["A", false],
  ["a.b", false],
  ["a/b", false],
  ["x".repeat(33), false],
])("%j as a name: %j", (name, good) => {
  expect(namePattern.test(name)).toBe(good);
});

async function placesNamed(name: string) {
  return (await findPlaces()).filter((place) => place.name.startsWith(name));
}
