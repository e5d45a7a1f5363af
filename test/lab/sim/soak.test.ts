import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { playSetup } from "../../../lab/sim/soak/play.ts";
import { randomSetup } from "../../../lab/sim/soak/random-setup.ts";
import type { Setup } from "../../../lab/sim/soak/setup.ts";
import { shrink } from "../../../lab/sim/soak/shrink.ts";

const cases = fileURLToPath(new URL("../../cases/sim/", import.meta.url));

describe("the invariants hold where they once did not", () => {
  test.each(readdirSync(cases))("%s", (name) => {
    expect(playSetup(JSON.parse(readFileSync(`${cases}${name}`, "utf8")) as Setup)).toBeUndefined();
  });
});

/** A new one each time; whoever sees it fail repeats it with BASCULE_SOAK_SEED. */
const seed = Number(process.env.BASCULE_SOAK_SEED ?? Date.now() % 2 ** 31);

test.each([
  { worlds: 20, hours: 2, watchShare: 0 },
  { worlds: 4, hours: 0.25, watchShare: 1 },
])(`the invariants hold in random trouble: %j (seed ${seed})`, ({ worlds, hours, watchShare }) => {
  for (let index = 0; index < worlds; index++) {
    const setup = randomSetup(seed + index, hours, watchShare);
    const violation = playSetup(setup);
    const seen = violation && { violation, smallest: JSON.stringify(shrink(setup, violation)) };
    expect(seen, `BASCULE_SOAK_SEED=${seed + index}`).toBeUndefined();
  }
});

test("the same seed is the same world", () => {
  expect(randomSetup(5, 1)).toEqual(randomSetup(5, 1));
  expect(randomSetup(5, 1)).not.toEqual(randomSetup(6, 1));
});

test("a mistake is found, and shrunk to what it takes", () => {
  const setup = randomSetup(3, 4);
  // Two routers that do not hear each other are both owners: as if adverts were lost for good.
  const deaf: Setup = { ...setup, timing: { ...setup.timing, duplicates: 0 }, schedule: [...setup.schedule] };
  const broken = {
    ...deaf,
    routers: deaf.routers.map((router, index) => ({ ...router, advertMs: 1000 + 1000 * index })),
    version: 2,
  } as const;
  const violation = playSetup(broken);
  expect(violation?.invariant).toBe("one-owner");
  if (violation === undefined) return;
  const smallest = shrink(broken, violation);
  expect(smallest.schedule).toEqual([]);
  expect(playSetup(smallest)?.invariant).toBe("one-owner");
});
