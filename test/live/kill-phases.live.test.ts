import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Phase, phases } from "../../lab/history/event.ts";
import type { NodeProcess } from "../../lab/runtime/runtime.ts";
import type { Inventory } from "./clean-inventory.ts";
import { openWorld, type World } from "./clean-world.ts";
import { describeLive } from "./live.ts";
import { type Edit, sabotaged } from "./sabotage.ts";

/** How often the harness is killed in each phase; more for a thorough look: BASCULE_KILLS=9. */
const kills = Number(process.env.BASCULE_KILLS ?? 1);

/** The course's lab with short waits: what is killed is the same. */
const short: readonly Edit[] = [
  { file: "scenario.yaml", from: "warmup: 3s", to: "warmup: 500ms" },
  { file: "scenario.yaml", from: "  - steady: 2s\n", to: "" },
];

/** How long a phase lasts here, so that the kills spread over it. */
const lengthMs: Readonly<Record<Phase, number>> = {
  plan: 10,
  create: 150,
  start: 4000,
  load: 450,
  fault: 6000,
  report: 60,
};

/** Runs the scenario as a user does; resolves when it says that it has entered the phase. */
async function runUntil(world: World, scenario: string, phase: Phase): Promise<NodeProcess> {
  const harness = await world.start(
    "../../lab/cli.ts",
    "run",
    scenario,
    "--runtime",
    "netns",
    "--verbose",
    "--results",
    "/mnt/results",
  );
  harness.stdout.resume();
  const said: string[] = [];
  await new Promise<void>((reached, failed) => {
    createInterface(harness.stderr).on("line", (line) => {
      said.push(line);
      if (line === `phase ${phase}`) reached();
    });
    void harness.exited.then(({ code }) => failed(new Error(`ended with ${code}:\n${said.join("\n")}`)));
  });
  return harness;
}

/** Five seconds are what the lab promises. */
async function expectEqualSoon(world: World, before: Inventory): Promise<void> {
  const deadlineMs = performance.now() + 5000;
  let after = await world.inventory();
  while (performance.now() < deadlineMs && JSON.stringify(after) !== JSON.stringify(before)) {
    await sleep(100);
    after = await world.inventory();
  }
  expect(after).toEqual(before);
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kill-phases-"));
});
afterAll(() => rm(folder, { recursive: true }));

describeLive("bascule run killed by SIGKILL", () => {
  test.each(phases)('leaves nothing in its phase "%s"', { timeout: 60_000 * (1 + kills) }, async (phase) => {
    await using world = await openWorld();
    const scenario = await sabotaged(join(folder, phase), short);
    const before = await world.inventory();
    for (let kill = 0; kill < kills; kill++) {
      const harness = await runUntil(world, scenario, phase);
      await sleep((lengthMs[phase] * (kill + 0.5)) / kills);
      await harness.kill("SIGKILL");
      await harness.exited;
      await expectEqualSoon(world, before);
    }
  });
});
