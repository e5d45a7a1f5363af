import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { Grade } from "../../lab/exercise/grade.ts";
import { openWorld, type World } from "./clean-world.ts";
import { describeLive } from "./live.ts";
import { command, untilStatus, workFolder } from "./standing-world.ts";

const files = `${workFolder}/bascule-course`;
const results = ["--results", "/mnt/results"] as const;

/** The grade, with one letter a step: p(ass), f(ail), u(nknown). */
async function graded(world: World) {
  const { code, stdout, stderr } = await command(world, "grade", "--json", "-", ...results);
  expect(stdout, stderr).toMatch(/^\{/);
  const grade = JSON.parse(stdout) as Grade;
  return { code, grade, letters: grade.steps.map(({ verdict }) => verdict[0]).join("") };
}

async function restart(world: World, ...daemons: readonly string[]): Promise<void> {
  const line = daemons.map((daemon) => `systemctl restart ${daemon}`).join("; ");
  for (const node of ["lb1", "lb2"]) await command(world, "exec", node, "--", "sh", "-c", line);
}

const owner = (name: string) => (lab: { readonly vipOwners: readonly string[] }) =>
  lab.vipOwners.join() === name;

describeLive("the grade of a standing lab", () => {
  test("follows what its user made of it, and leaves the lab as it was", async () => {
    await using world = await openWorld();
    expect((await command(world, "up", "--runtime", "netns")).code).toBe(0);
    const found = await untilStatus(world, owner("lb1"));

    // The sixth step is measured: a machine with other work to do may leave it undecided.
    const good = await graded(world);
    expect(good.letters, JSON.stringify(good.grade)).toMatch(/^ppppp[pu]$/);
    expect(good.code).toBe(good.letters === "pppppp" ? 0 : 4);
    expect(good.grade.points).toBe(good.letters === "pppppp" ? 20 : 17);
    expect(await untilStatus(world, owner("lb1"))).toEqual(found);
    expect(await world.shell("ls /mnt/results/*/")).toBe("grade.json\nhistory.jsonl\nreport.html\n");

    // Interrupted while the master is dead: it lives again when the command has ended.
    const grading = await world.start("../../lab/bascule.js", "--lang", "en", "grade", ...results);
    let said = "";
    for await (const chunk of grading.stderr) {
      said += chunk;
      if (said.includes("kill lb1\n")) break;
    }
    await sleep(500);
    await grading.kill("SIGTERM");
    await grading.exited;
    expect(await untilStatus(world, owner("lb1"))).toEqual(found);

    await world.shell(`sed -i '/server app2/s/ check.*//' ${files}/haproxy/haproxy.cfg`);
    await restart(world, "haproxy");
    const unchecked = await graded(world);
    expect(unchecked.letters, JSON.stringify(unchecked.grade)).toMatch(/^ppfpp[pu]$/);
    expect(unchecked.grade.steps[2]?.evidence.en).toBe('"server app2" has no "check"');
    expect(unchecked.code).toBe(1);

    // As on the first day: no keepalived.conf, and of haproxy.cfg what the package brings.
    await world.shell(
      `rm ${files}/lb?/keepalived.conf; sed -i '/^listen\\|^frontend/,$d' ${files}/haproxy/haproxy.cfg`,
    );
    await restart(world, "keepalived", "haproxy");
    const fresh = await graded(world);
    expect(fresh.letters).toBe("fffuuu");
    expect(fresh.grade.points).toBe(0);
    expect(fresh.code).toBe(1);
    expect(fresh.grade.steps.map(({ evidence }) => evidence.en)).toEqual([
      "HAProxy does not run on lb1, lb2",
      "keepalived.conf of lb1 has no virtual IP",
      "at least two servers are needed",
      "not judged because step 1 failed",
      "not judged because step 4 is not decided",
      "not judged because step 4 is not decided",
    ]);
    const { nodes } = await untilStatus(world, owner(""));
    expect(nodes[0]?.daemons).toMatchObject({ haproxy: "stopped", keepalived: "stopped" });
    await command(world, "down");
  });
});
