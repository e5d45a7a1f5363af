import { expect, test } from "vitest";
import { type StackName, stacks } from "../../lab/stack/index.ts";
import { openWorld, type World } from "./clean-world.ts";
import { describeLive } from "./live.ts";
import { type Student, typed, walkMistake, walkModule } from "./standing-walk.ts";
import { command, expectNothingLeft, workFolder } from "./standing-world.ts";

const studentIn = (world: World): Student => ({
  command: (name, ...argv) => command(world, name, ...argv),
  shell: (script) => world.shell(script),
  files: `${workFolder}/bascule-course`,
});

for (const stack of Object.keys(stacks) as StackName[])
  describeLive(
    `the course's commands in a node (${stack})`,
    () => {
      test("start, stop and show the daemons and their log", async () => {
        await using world = await openWorld();
        const before = await world.inventory();
        const student = studentIn(world);
        await command(world, "up", "--stack", stack);
        await walkModule(student);
        await walkMistake(student);
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
      const { code, said: text } = await typed(studentIn(world), line);
      return `${code} ${text.trim()}`;
    };
    expect(await said("systemctl start apache2")).toMatch(
      /^5 Failed to start apache2\.service: Unit apache2\.service not found\.\nThis lab has no Apache: HAProxy/,
    );
    expect(await said("BASCULE_LANG=fr dnf install haproxy")).toBe(
      "127 Les nœuds du labo sont des Debian, sans dnf. Tapez « sudo apt install haproxy ».",
    );
    expect(await said("sudo pcs status")).toMatch(/^127 This lab has neither Pacemaker nor Corosync/);
    expect(await said("systemctl is-active cron; systemctl status cron")).toMatch(
      /^4 inactive\nUnit cron\.service could not be found\.\nA node has two services only/,
    );
    expect(await said("service keepalived status")).toMatch(/^0 ● keepalived\.service/);
    expect(await said("systemctl mask keepalived")).toMatch(/^1 systemctl: mask: the lab's systemctl knows/);
    expect(await said("systemctl reload keepalived && systemctl is-active keepalived")).toBe("0 active");
    const pid = await said("cat /run/haproxy.pid");
    expect(await said("systemctl reload haproxy && systemctl is-active haproxy")).toBe("0 active");
    expect(await said("cat /run/haproxy.pid")).not.toBe(pid);
    expect(await said("echo nonsense >> /etc/haproxy/haproxy.cfg; systemctl reload haproxy")).toMatch(
      /^1 Job for haproxy\.service failed because the control process exited with error code\./,
    );
    expect(await said("systemctl is-active haproxy")).toBe("0 active");
    expect(await said("systemctl stop haproxy; systemctl reload haproxy")).toBe(
      "1 haproxy.service is not active, cannot reload.",
    );
    expect(await said("systemctl disable haproxy")).toMatch(
      /^1 systemctl: a node of the lab always starts haproxy/,
    );
    expect(await said("journalctl --since yesterday")).toMatch(
      /^1 journalctl: --since: the lab's journalctl/,
    );
    expect(await said("journalctl -u apache2")).toBe("0 -- No entries --");
    expect(await said("apt install keepalived psmisc")).toMatch(
      /^0 keepalived is already installed\.\npsmisc is/,
    );
    expect(await said("apt install glusterfs-server")).toMatch(
      /^100 E: Unable to locate package glusterfs-server\nThis lab has neither databases nor GlusterFS/,
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
      studentIn(world),
      "(timeout 5 journalctl -fu haproxy -n 1 & sleep 1; logger -t haproxy new; wait) | sed 's/.* lb1 //'",
    );
    expect(following.said).toBe("haproxy: line 3\nhaproxy: new\n");
    await command(world, "down");
  });
});
