import { expect, test } from "vitest";
import { type StackName, stacks } from "../../lab/stack/index.ts";
import { openWorld, type World } from "./clean-world.ts";
import { describeLive } from "./live.ts";
import { command, expectNothingLeft, untilStatus, workFolder } from "./standing-world.ts";

/** Types a line into lb1: its exit code and all that it prints. */
async function typed(world: World, line: string) {
  const { code, stdout } = await command(world, "exec", "lb1", "--", "sh", "-c", `exec 2>&1; ${line}`);
  return { code, said: stdout };
}

for (const stack of Object.keys(stacks) as StackName[])
  describeLive(
    `the course's commands in a node (${stack})`,
    () => {
      test("start, stop and show the daemons and their log", async () => {
        await using world = await openWorld();
        const before = await world.inventory();
        const mine = `${workFolder}/bascule-course`;
        await command(world, "up", "--stack", stack);
        await untilStatus(world, ({ vipOwners }) => vipOwners.join() === "lb1");

        expect(await typed(world, "systemctl is-active keepalived haproxy.service apache2")).toEqual({
          code: 3,
          said: "active\nactive\ninactive\n",
        });
        expect(await typed(world, "sudo systemctl enable --now keepalived")).toMatchObject({ code: 0 });
        expect(await typed(world, "sudo killall -0 haproxy && ip addr show eth0")).toMatchObject({
          code: 0,
          said: expect.stringContaining("192.168.1.100/24"),
        });
        expect((await typed(world, "journalctl -u keepalived --no-pager")).said).toMatch(
          /^\w{3} [ \d]\d [\d:]{8} lb1 Keepalived_vrrp\[\d+\]: \(VI_1\) Entering MASTER STATE$/m,
        );

        // The edit, the restart, and what it does.
        await world.shell(`sed -i 's/priority 101/priority 91/' ${mine}/lb1/keepalived.conf`);
        expect(await typed(world, "systemctl restart keepalived")).toEqual({ code: 0, said: "" });
        const moved = await untilStatus(world, ({ vipOwners }) => vipOwners.join() === "lb2");
        expect(moved.nodes[1]?.daemons).toEqual({
          haproxy: "running",
          keepalived: "running",
          states: { VI_1: "master" },
        });
        const page = await command(world, "exec", "client", "--", "curl", "-s", "http://192.168.1.100/");
        expect(page.stdout).toMatch(/^app[12]\n/);

        expect(await typed(world, "systemctl stop haproxy; systemctl is-active haproxy")).toEqual({
          code: 3,
          said: "inactive\n",
        });
        await world.shell(`echo nonsense >>${mine}/haproxy/haproxy.cfg`);
        expect(await typed(world, "systemctl start haproxy")).toEqual({
          code: 1,
          said:
            "Job for haproxy.service failed because the control process exited with error code.\n" +
            'See "systemctl status haproxy.service" and "journalctl -xeu haproxy.service" for details.\n',
        });
        expect((await typed(world, "journalctl -xeu haproxy.service")).said).toContain("nonsense");
        expect(await typed(world, "systemctl status haproxy")).toMatchObject({
          code: 3,
          said: expect.stringContaining("× haproxy.service"),
        });
        await world.shell(`sed -i '/^nonsense/d' ${mine}/haproxy/haproxy.cfg`);
        expect((await typed(world, "systemctl start haproxy && systemctl is-active haproxy")).said).toBe(
          "active\n",
        );
        await command(world, "down");
        await world.shell(`rm -r ${workFolder}`);
        await expectNothingLeft(world, before);
      });
    },
    { stack },
  );

describeLive("the stand-ins of a node", () => {
  test("say what they do not know, and never pretend", async () => {
    await using world = await openWorld();
    await command(world, "up");
    const said = async (line: string) => {
      const { code, said: text } = await typed(world, line);
      return `${code} ${text.trim()}`;
    };
    expect(await said("systemctl start apache2")).toBe(
      "5 Failed to start apache2.service: Unit apache2.service not found.",
    );
    expect(await said("systemctl reload keepalived")).toMatch(
      /^1 systemctl: reload: the lab's systemctl knows/,
    );
    expect(await said("systemctl disable haproxy")).toMatch(
      /^1 systemctl: a node of the lab always starts haproxy/,
    );
    expect(await said("journalctl --since yesterday")).toMatch(
      /^1 journalctl: --since: the lab's journalctl/,
    );
    expect(await said("journalctl -u apache2")).toBe("0 -- No entries --");
    expect(await said("apt install keepalived psmisc")).toMatch(
      /^0 keepalived is already there .*\npsmisc is/,
    );
    expect(await said("apt install glusterfs-server")).toMatch(
      /^100 E: Unable to locate package glusterfs-server/,
    );
    expect(await said("sudo -u nobody id -un")).toBe("0 nobody");
    expect(await said("sudo FOO=bar sh -c 'echo $FOO'")).toBe("0 bar");
    expect(await said("sudo --no-such-option true")).toMatch(
      /^1 sudo: --no-such-option: the lab's sudo knows/,
    );
    // Seven entries are asked for, and the words of a message cannot pass for a unit.
    await said("logger -t other 'keepalived: no'; for i in 1 2 3; do logger -t haproxy line $i; done");
    expect(await said("journalctl -n2 -u haproxy | sed 's/.* lb1 //'")).toBe(
      "0 haproxy: line 2\nhaproxy: line 3",
    );
    expect(await said("journalctl -u keepalived | grep -c 'no$'")).toBe("1 0");
    const following = await typed(
      world,
      "(timeout 5 journalctl -fu haproxy -n 1 & sleep 1; logger -t haproxy new; wait) | sed 's/.* lb1 //'",
    );
    expect(following.said).toBe("haproxy: line 3\nhaproxy: new\n");
    await command(world, "down");
  });
});
