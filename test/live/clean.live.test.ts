import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { Inventory } from "./clean-inventory.ts";
import { openWorld, type World } from "./clean-world.ts";
import { describeLive } from "./live.ts";
import { until } from "./netns-run.ts";

type Killed = "plan" | "create" | "up" | "fault";

/** Moments of a harness's life: after which of its lines, and how many milliseconds later, it is killed. */
const moments: readonly { readonly after: Killed; readonly laterMs: readonly number[] }[] = [
  { after: "plan", laterMs: [0, 5] },
  // The creation takes about 150 ms on an idle machine: from the root process over the files to the cables.
  { after: "create", laterMs: [0, 4, 9, 15, 22, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 135, 150] },
  { after: "up", laterMs: [0, 3, 8, 15] },
  { after: "fault", laterMs: [0, 2, 6, 11] },
];

/** Starts the harness and resolves when it has said the line. */
async function harnessUntil(world: World, line: string) {
  const harness = await world.start("clean-harness.ts", "lab", "tstbbb");
  await new Promise<void>((resolve) => {
    createInterface(harness.stdout).on("line", (said) => said === line && resolve());
  });
  return harness;
}

/** The last difference is the assertion's message; five seconds is what the lab promises. */
async function expectEqualSoon(world: World, before: Inventory): Promise<void> {
  const deadlineMs = performance.now() + 5000;
  let after = await world.inventory();
  while (performance.now() < deadlineMs && JSON.stringify(after) !== JSON.stringify(before)) {
    await sleep(50);
    after = await world.inventory();
  }
  expect(after).toEqual(before);
}

describeLive("a harness killed by SIGKILL", () => {
  for (const { after, laterMs } of moments)
    test(`leaves nothing in or after its phase "${after}"`, async () => {
      await using world = await openWorld();
      const before = await world.inventory();
      expect(before.processes.join()).toContain("sleep 4711");
      expect(before.interfaces).toContain("foreign0");
      for (const later of laterMs) {
        const harness = await harnessUntil(world, after);
        await sleep(later);
        await harness.kill("SIGKILL");
        expect(await harness.exited).toEqual({ code: null, signal: "SIGKILL" });
        await expectEqualSoon(world, before);
      }
    });

  test("together with a root that hears nothing, leaves what the next start removes and names", async () => {
    await using world = await openWorld();
    const before = await world.inventory();
    const harness = await harnessUntil(world, "up");
    const [, root] = /root (\d+) /.exec(await world.shell("cat /run/bascule/tstbbb/state")) ?? [];
    // The whole lab stands still, as in a frozen machine: the end of file is not noticed.
    await world.shell(`kill -STOP ${root}`);
    await harness.kill("SIGKILL");
    await harness.exited;
    expect((await world.inventory()).files.join()).toContain("tstbbb");
    const sweeping = await world.start("clean-harness.ts", "sweep");
    expect(await text(sweeping.stdout)).toBe(
      `tstbbb: The lab tstbbb was still running without its program: ended process ${root} and all in it.\n`,
    );
    await expectEqualSoon(world, before);
  });

  test("together with the root, leaves a folder that the next start removes and names", async () => {
    await using world = await openWorld();
    const before = await world.inventory();
    const harness = await harnessUntil(world, "up");
    const [, root] = /root (\d+) /.exec(await world.shell("cat /run/bascule/tstbbb/state")) ?? [];
    await harness.kill("SIGSTOP"); // it cannot tidy up after its root
    await world.shell(`kill -KILL ${root}`);
    await harness.kill("SIGKILL");
    await harness.exited;
    const sweeping = await world.start("clean-harness.ts", "sweep");
    expect(await text(sweeping.stdout)).toBe(
      "tstbbb: The lab tstbbb had left the folder /run/bascule/tstbbb: removed.\n",
    );
    await expectEqualSoon(world, before);
  });
});

describeLive("a lab's root", () => {
  test("that is killed takes the lab with it, and the harness notices", async () => {
    await using world = await openWorld();
    const before = await world.inventory();
    const harness = await world.start("clean-harness.ts", "lab", "tstbbc");
    const said: string[] = [];
    createInterface(harness.stdout).on("line", (line) => said.push(line));
    await until(async () => (said.includes("up") ? true : undefined));
    const [, root] = /root (\d+) /.exec(await world.shell("cat /run/bascule/tstbbc/state")) ?? [];
    await world.shell(`kill -KILL ${root}`);
    await until(async () => (said.includes("ended ERR_LAB_START") ? true : undefined));
    await harness.kill("SIGKILL");
    await expectEqualSoon(world, before);
  });

  test("is not swept while its harness lives", async () => {
    await using world = await openWorld();
    const harness = await harnessUntil(world, "up");
    const sweeping = await world.start("clean-harness.ts", "sweep");
    expect(await text(sweeping.stdout)).toBe("");
    expect(await world.shell("ls /run/bascule")).toBe("tstbbb\n");
    await harness.kill("SIGKILL");
  });
});

describeLive("a machine that has no room", () => {
  test("a full /run is told in one message, and nothing stays", async () => {
    await using world = await openWorld();
    await world.shell("umount /run; mount -t tmpfs -o mode=755,nr_inodes=1 world /run");
    const before = await world.inventory();
    const harness = await world.start("clean-harness.ts", "lab", "tstbbd");
    const said = await text(harness.stdout);
    expect(said).toMatch(/could not be created \(.*No space left on device.*\[ERR_LAB_START\]/);
    await expectEqualSoon(world, before);
  });

  test("a read-only /run makes the lab keep its state in the temporary folder", async () => {
    await using world = await openWorld();
    const before = await world.inventory();
    await world.shell("mount -o remount,bind,ro /run");
    const harness = await harnessUntil(world, "up");
    expect(await world.shell("ls -d /mnt/bascule-0/* /run/bascule")).toBe("/mnt/bascule-0/tstbbb\n");
    await harness.kill("SIGKILL");
    await harness.exited;
    await world.shell("mount -o remount,bind,rw /run");
    await expectEqualSoon(world, before);
  });
});
