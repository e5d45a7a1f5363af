import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import type { LabStatus } from "../../lab/standing/status.ts";
import type { Inventory } from "./clean-inventory.ts";
import type { World } from "./clean-world.ts";
import { until } from "./netns-run.ts";

/** Where the labs of a world have their files to edit. */
export const workFolder = "/mnt/work";

/** Runs the command in the world to its end. */
export async function command(world: World, name: string, ...argv: readonly string[]) {
  const words = [name, ...(name === "up" ? ["--runtime", "netns", "--folder", workFolder] : []), ...argv];
  const started = await world.start("../../lab/bascule.js", "--lang", "en", ...words);
  const [stdout, stderr, { code }] = await Promise.all([
    text(started.stdout),
    text(started.stderr),
    started.exited,
  ]);
  return { code, stdout, stderr };
}

/** The only lab that stands. */
async function standing(world: World): Promise<LabStatus> {
  const { stdout } = await command(world, "status", "--json");
  const [lab] = JSON.parse(stdout) as LabStatus[];
  if (lab === undefined) throw new Error("no lab stands");
  return lab;
}

/** Asks again until the status is as wanted. */
export function untilStatus(world: World, wanted: (lab: LabStatus) => boolean): Promise<LabStatus> {
  return until(async () => {
    const lab = await standing(world);
    return wanted(lab) ? lab : undefined;
  });
}

/**
 * The inventory is as before within five seconds: what a lab promises after its keeper's death. Files to edit, if
 * there are any, stay: they are the student's.
 */
export async function expectNothingLeft(world: World, before: Inventory): Promise<void> {
  const deadlineMs = performance.now() + 5000;
  let after = await world.inventory();
  while (performance.now() < deadlineMs && JSON.stringify(after) !== JSON.stringify(before)) {
    await sleep(50);
    after = await world.inventory();
  }
  expect(after).toEqual(before);
}

/** Whoever has outlived the command ends by itself, or keeps a lab by now, which is put down. */
export async function untilDecided(world: World, { processes }: Inventory): Promise<void> {
  const deadlineMs = performance.now() + 5000;
  while (performance.now() < deadlineMs) {
    if ((await world.shell("ls /run/bascule/standing-bascule-course 2>&1")).includes("socket")) {
      await command(world, "down");
      return;
    }
    if (JSON.stringify((await world.inventory()).processes) === JSON.stringify(processes)) return;
    await sleep(50);
  }
}
