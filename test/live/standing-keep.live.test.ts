import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { openWorld, type World } from "./clean-world.ts";
import { describeLive } from "./live.ts";
import { command, expectNothingLeft, untilStatus } from "./standing-world.ts";

const launcher = fileURLToPath(new URL("../../lab/bascule.js", import.meta.url));

/** As a student types it, in a folder of the world. */
function typed(world: World, line: string): Promise<string> {
  return world.shell(`cd /mnt; { ${process.execPath} ${launcher} --lang en ${line}; } 2>&1; echo rc=$?`);
}

describeLive("`bascule lab --keep`", () => {
  test("does the exercise, and then the lab stands with nothing of the measurement in it", async () => {
    await using world = await openWorld();
    const before = await world.inventory();
    const said = await typed(world, "lab --keep --runtime netns");
    expect(said).toMatch(/✓ pass {4}4\. Failover when the master stops[\s\S]*rc=0\n$/);
    expect(said).toContain("To end it: bascule down");
    const history = await world.shell("cat /mnt/results/*/history.jsonl");
    expect(history).toContain('"kind":"phase","phase":"report"');

    const lab = await untilStatus(world, ({ vipOwners }) => vipOwners.join() === "lb1");
    expect(lab.workFolder).toBe("/mnt/bascule-lab/bascule-course");
    const programs = await command(world, "exec", "client", "--", "ps", "-eo", "args=");
    expect(programs.stdout.split("\n").filter((line) => line.includes("lab/node"))).toEqual([]);
    expect((await command(world, "logs", "lb2")).stdout).toMatch(
      /Entering MASTER STATE[\s\S]*Entering BACKUP STATE/,
    );
    expect((await command(world, "kill", "lb1")).code).toBe(0);
    await untilStatus(world, ({ vipOwners }) => vipOwners.join() === "lb2");
    expect(await typed(world, "lab --keep --runtime netns")).toMatch(/stands already[\s\S]*rc=2\n$/);
    await command(world, "down");
    await world.shell("rm -r /mnt/results");
    await expectNothingLeft(world, before);
  });

  test.each(["INT", "TERM"])("interrupted by SIG%s leaves nothing but its history", async (signal) => {
    await using world = await openWorld();
    const before = await world.inventory();
    const said = await typed(world, `lab --keep --runtime netns & sleep 3; kill -${signal} $!; wait $!`);
    expect(said).toContain("Interrupted; everything is cleaned up.");
    expect(said).toMatch(new RegExp(`rc=${signal === "INT" ? 130 : 143}\\n$`));
    await world.shell("rm -r /mnt/results");
    await expectNothingLeft(world, before);
  });
});
