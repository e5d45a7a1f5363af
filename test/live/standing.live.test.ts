import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { openWorld, type World } from "./clean-world.ts";
import { describeLive } from "./live.ts";
import { command, expectNothingLeft, untilDecided, untilStatus, workFolder } from "./standing-world.ts";

/** The keeper's pid in the world. */
async function keeperOf(world: World, name = "bascule-course"): Promise<string> {
  const record = await world.shell(`cat /run/bascule/standing-${name}/lab.json`);
  return String(JSON.parse(record).keeper.pid);
}

describeLive("a lab that stands", () => {
  test("serves its client, shows what happens to its nodes, and leaves nothing after `down`", async () => {
    await using world = await openWorld();
    const before = await world.inventory();
    const up = await command(world, "up");
    expect(up.code, up.stderr).toBe(0);
    expect(up.stdout).toMatch(/virtual IP 192\.168\.1\.100: lb[12]\n/);
    const lab = await untilStatus(world, ({ vipOwners }) => vipOwners.join() === "lb1");
    expect(lab.nodes.map(({ name, state }) => `${name} ${state}`)).toEqual(
      ["lb1", "lb2", "app1", "app2", "app3", "client"].map((name) => `${name} running`),
    );
    expect(lab.nodes[1]?.daemons).toMatchObject({ haproxy: "running", keepalived: "running" });

    const page = await command(world, "exec", "client", "--", "curl", "-s", "http://192.168.1.100/");
    expect(page).toMatchObject({ code: 0, stdout: expect.stringMatching(/^app[12]\n/) });

    expect((await command(world, "kill", "lb1")).stdout).toBe("lb1 is stopped.\n");
    const { nodes } = await untilStatus(world, ({ vipOwners }) => vipOwners.join() === "lb2");
    expect(nodes[0]).toEqual({ name: "lb1", role: "balancer", address: "192.168.1.101", state: "stopped" });
    const refused = await command(world, "exec", "lb1", "true");
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining("[ERR_STANDING_NODE]") });
    expect((await command(world, "start", "lb1")).code).toBe(0);
    await untilStatus(world, ({ vipOwners }) => vipOwners.join() === "lb1");

    const log = await command(world, "logs", "lb2");
    expect(log.stdout).toMatch(/Entering MASTER STATE[\s\S]*Entering BACKUP STATE/);
    expect((await command(world, "down")).code).toBe(0);
    await expectNothingLeft(world, before);
  });

  test("takes a command's exit code, streams and terminal into a node, and ends it when told to end", async () => {
    await using world = await openWorld();
    await command(world, "up");
    const run = await command(world, "exec", "app1", "--", "sh", "-c", "hostname; echo no >&2; exit 7");
    expect(run).toEqual({ code: 7, stdout: "app1\n", stderr: "no\n" });
    expect((await command(world, "exec", "app1", "no-such-program")).code).toBe(127);
    const launcher = new URL("../../lab/bascule.js", import.meta.url).pathname;
    const inside = "test -t 0 && test -t 1 && hostname; echo job control: $-";
    const terminal = await world.shell(
      `echo '${inside}; exit 3' | script -qec '${process.execPath} ${launcher} exec lb2' /dev/null; echo rc=$?`,
    );
    expect(terminal).toContain("lb2\r\n");
    expect(terminal).toMatch(/job control: \w*m/);
    expect(terminal).toMatch(/rc=3\n$/);

    const sleeping = await world.start("../../lab/bascule.js", "exec", "app1", "sleep", "4712");
    const count = () => world.shell("pgrep -cfx 'sleep 4712'");
    while ((await count()) !== "1\n") await sleep(20);
    await sleeping.kill("SIGTERM");
    expect(await sleeping.exited).toEqual({ code: null, signal: "SIGTERM" }); // 143
    expect(await count()).toBe("0\n");
    await command(world, "down");
  });

  test("shows its nodes the files that the student edits, and keeps them when they were changed", async () => {
    await using world = await openWorld();
    const before = await world.inventory();
    const mine = `${workFolder}/bascule-course`;
    await command(world, "up");
    await world.shell(`sed -i 's/priority 101/priority 91/' ${mine}/lb1/keepalived.conf`);
    const seen = await command(
      world,
      "exec",
      "lb1",
      "--",
      "grep",
      "priority",
      "/etc/keepalived/keepalived.conf",
    );
    expect(seen.stdout).toContain("priority 91\n");
    await command(world, "exec", "lb2", "touch", "/etc/haproxy/made-inside");
    expect(await world.shell(`ls ${mine}/haproxy`)).toBe("certs\nerrors\nhaproxy.cfg\nmade-inside\n");
    // keepalived runs the script only because root owns it and nobody else may write to it.
    const notified = await command(world, "exec", "lb1", "cat", "/var/log/keepalived-notify.log");
    expect(notified.stdout).toContain("lb1 is now master\n");
    expect((await command(world, "down")).stdout).toMatch(
      /The files that you changed stay in \/?mnt\/work\/bascule-course;/,
    );

    await world.shell(`rm ${mine}/haproxy/made-inside`);
    expect((await command(world, "up")).code).toBe(0);
    await untilStatus(world, ({ vipOwners }) => vipOwners.join() === "lb2");
    await command(world, "down");
    await world.shell(`sed -i 's/priority 91/priority 101/' ${mine}/lb1/keepalived.conf`);
    await world.shell(`echo 'nonsense here' >>${mine}/haproxy/haproxy.cfg`);
    const refused = await command(world, "up");
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/haproxy\.cfg:\d+:1: "nonsense" .*\n.*\[ERR_CONFIG_INVALID\]/);
    await world.shell(`sed -i '/nonsense/d' ${mine}/haproxy/haproxy.cfg`);
    await command(world, "up");
    expect((await command(world, "down")).stdout).toContain("nothing of it is left");
    await expectNothingLeft(world, before);
  });

  test("has its name alone; a second lab with another name stands beside it", async () => {
    await using world = await openWorld();
    const before = await world.inventory();
    await command(world, "up");
    const again = await command(world, "up");
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('A lab "bascule-course" stands already. `bascule status` shows it');
    expect((await command(world, "up", "--name", "second")).code).toBe(0);
    const { stdout } = await command(world, "status", "--json");
    expect(JSON.parse(stdout)).toMatchObject([
      { name: "bascule-course", vipOwners: [expect.stringMatching(/^lb/)] },
      { name: "second", vipOwners: [expect.stringMatching(/^lb/)] },
    ]);
    const which = await command(world, "down");
    expect(which).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("Several labs stand: bascule-course, second"),
    });
    expect((await command(world, "down", "--name", "second")).code).toBe(0);
    expect((await command(world, "exec", "client", "true")).code).toBe(0);
    expect((await command(world, "down")).code).toBe(0);
    await expectNothingLeft(world, before);
  });

  test("follows its log until it ends", async () => {
    await using world = await openWorld();
    await command(world, "up");
    const following = await world.start("../../lab/bascule.js", "logs", "--follow");
    const said = text(following.stdout);
    await command(world, "kill", "lb1");
    await untilStatus(world, ({ vipOwners }) => vipOwners.join() === "lb2");
    await command(world, "down");
    expect((await following.exited).code).toBe(0);
    expect(await said).toMatch(/^lb2 {4}\| .*Entering MASTER STATE$/m);
  });
});

describeLive("the death of a keeper", () => {
  test("is the end of its lab: nothing is left", async () => {
    await using world = await openWorld();
    const before = await world.inventory();
    await command(world, "up");
    await world.shell(`kill -KILL ${await keeperOf(world)}`);
    expect(await world.shell(`ls ${workFolder}/bascule-course; rm -r ${workFolder}`)).toBe(
      "haproxy\nlb1\nlb2\n",
    );
    await expectNothingLeft(world, before);
    expect(await command(world, "status")).toMatchObject({
      code: 0,
      stdout: "No lab stands. `bascule up` starts one.\n",
    });
  });

  test("together with its guard leaves a folder that `clean` removes and names, and `up` works", async () => {
    await using world = await openWorld();
    const before = await world.inventory();
    await command(world, "up");
    await world.shell(`pkill -KILL -f '[b]ascule-guard'; kill -KILL ${await keeperOf(world)}`);
    expect((await command(world, "exec", "client", "true")).stderr).toContain("[ERR_STANDING_NONE]");
    expect((await command(world, "clean")).stdout).toContain(
      'The lab "bascule-course" had ended with the process that kept it',
    );
    await world.shell(`rm -r ${workFolder}`);
    await expectNothingLeft(world, before);
  });

  test("of one that hears nothing is brought about by `down`", async () => {
    await using world = await openWorld();
    const before = await world.inventory();
    await command(world, "up");
    await world.shell(`kill -STOP ${await keeperOf(world)}`);
    expect((await command(world, "down")).code).toBe(0);
    await expectNothingLeft(world, before);
  });

  test.each([0, 60, 150, 300, 600, 1200])(
    "comes with that of an `up` that is killed after %i ms",
    async (afterMs) => {
      await using world = await openWorld();
      const before = await world.inventory();
      const starting = await world.start(
        "../../lab/bascule.js",
        "up",
        "--runtime",
        "netns",
        "--folder",
        workFolder,
      );
      await sleep(afterMs);
      await starting.kill("SIGKILL");
      await starting.exited;
      await untilDecided(world, before);
      // Not before: a keeper that is about to end may still be laying the files to edit.
      await world.shell(`rm -rf ${workFolder}`);
      await expectNothingLeft(world, before);
    },
  );
});
