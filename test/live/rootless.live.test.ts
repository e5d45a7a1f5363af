import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { StackName } from "../../lab/stack/index.ts";
import type { Inventory } from "./clean-inventory.ts";
import type { World } from "./clean-world.ts";
import { describeLive } from "./live.ts";
import { asStudent, inWorld, nodeInWorld, openStudentWorld, outputOf } from "./rootless-world.ts";

const bascule = [nodeInWorld, inWorld("lab/bascule.js")] as const;
const probe = [nodeInWorld, inWorld("test/live/rootless-lab-harness.ts")] as const;

/** The last difference is the assertion's message; five seconds is what the lab promises. */
async function expectEqualSoon(world: World, before: Inventory): Promise<void> {
  const deadlineMs = performance.now() + 5000;
  let after = await world.inventory();
  while (performance.now() < deadlineMs && JSON.stringify(after) !== JSON.stringify(before)) {
    await sleep(100);
    after = await world.inventory();
  }
  expect(after).toEqual(before);
}

const stacks: readonly StackName[] = ["agent", "keepalived-haproxy"];
for (const stack of stacks)
  describeLive(
    `an ordinary user with the stack ${stack}`,
    () => {
      test("does the whole exercise, and nothing is left", async () => {
        await using world = await openStudentWorld();
        const before = await world.inventory();
        const options = [
          "--runtime",
          "netns",
          "--lang",
          "en",
          "--stack",
          stack,
          "--results",
          "/srv/home/results",
        ];
        const { stdout, stderr, code } = await outputOf(
          await asStudent(world, ...bascule, "lab", ...options),
        );
        expect(`${stdout}${stderr}`).not.toMatch(/ fail /);
        expect(stdout.match(/pass {4}\d\. /g)).toHaveLength(6);
        expect(code).toBe(0);
        await expectEqualSoon(world, before);
        const owner = await world.shell("stat --format %u /srv/home/results/*/history.jsonl");
        expect(owner).toBe("54321\n");
      });
    },
    { stack, root: true },
  );

const root = { root: true } as const;

describeLive(
  "an ordinary user's harness killed by SIGKILL",
  () => {
    // Milliseconds after it has entered the phase.
    test.each([
      ["create", [0, 40, 80, 120]],
      ["start", [100]],
      ["fault", [500]],
    ] as const)('leaves nothing in its phase "%s"', async (phase, laterMs) => {
      await using world = await openStudentWorld();
      const before = await world.inventory();
      for (const later of laterMs) {
        const harness = await asStudent(
          world,
          ...bascule,
          "lab",
          "--runtime",
          "netns",
          "--verbose",
          "--results",
          "/srv/home/results",
        );
        harness.stdout.resume();
        await new Promise<void>((reached) => {
          createInterface(harness.stderr).on("line", (line) => line === `phase ${phase}` && reached());
        });
        await sleep(later);
        await harness.kill("SIGKILL");
        await harness.exited;
        await expectEqualSoon(world, before);
      }
    });
  },
  root,
);

/** What a lab shows of itself wherever it runs. */
const everywhere = {
  hostname: "b",
  processes: ["init", "sh", "sleep"],
  neighbour: expect.stringMatching(/^eth0\S* +UP +10\.9\.0\.1\/24.*\n10\.9\.0\.2 dev eth0 src 10\.9\.0\.1/),
  settings: "1",
  packetFilter: "table ip t",
  owners: "0\n0\n0\n0",
  system: expect.stringMatching(/\/usr\/x'.*\n.*\/sys\/x'.*\neth0\nlo$/),
};

/** As an engine starts a container: parts of /proc masked, /sys and /proc/sys read-only, fewer capabilities. */
const masked = `
  mount -t tmpfs -o ro mask /proc/fs
  mount --bind /proc/sys /proc/sys; mount -o remount,bind,ro,nosuid,nodev,noexec /proc/sys
  mount -t sysfs -o ro none /sys
`;
const dockersOwn =
  "-all,+chown,+dac_override,+fsetid,+fowner,+net_raw,+setgid,+setuid,+setfcap,+setpcap,+net_bind_service,+sys_chroot,+kill";

describeLive(
  "a lab",
  () => {
    const asUser = (script: string) => `${script}\nexec ${probe.join(" ")}`;

    test("of an ordinary user: every account is the one user, and script programs are root's", async () => {
      await using world = await openStudentWorld();
      const { stdout, stderr } = await outputOf(await asStudent(world, ...probe));
      expect(JSON.parse(stdout || stderr)).toEqual({ ...everywhere, user: "0\n1" });
      const doctor = await outputOf(await asStudent(world, ...bascule, "doctor", "--json"));
      expect(doctor.code).toBe(0);
      const { runtimes, examined } = JSON.parse(doctor.stdout);
      expect(runtimes).toContain("netns");
      const users = { name: "user-namespace", state: "limited", remedy: expect.stringContaining("uidmap") };
      expect(examined).toContainEqual(expect.objectContaining(users));
    });

    test("of an ordinary user, where /proc and /sys are mounted as in WSL 2 and the checkout's disk is restricted", async () => {
      await using world = await openStudentWorld();
      await world.shell(`
      mount -o remount,bind,nosuid,nodev,noexec,noatime /proc
      mount -o remount,bind,nosuid,nodev,noexec,noatime /sys
      mount -o remount,bind,nosuid,nodev,noatime /srv/bascule`);
      const { stdout, stderr } = await outputOf(await asStudent(world, ...probe));
      expect(JSON.parse(stdout || stderr)).toEqual({ ...everywhere, user: "0\n1" });
    });

    test("in a container with two capabilities more than Docker's own", async () => {
      await using world = await openStudentWorld();
      const bound = `setpriv --bounding-set ${dockersOwn},+sys_admin,+net_admin --inh-caps=-all`;
      const seen = JSON.parse(await world.shell(`${masked} exec ${bound} ${probe.join(" ")}`));
      expect(seen).toEqual({ ...everywhere, user: expect.stringMatching(/^[1-9]\d*\n1$/) });
    });

    test("in a container of an ordinary user", async () => {
      await using world = await openStudentWorld();
      const flags = "--user --map-root-user --mount --net --pid --uts --ipc --fork --kill-child --mount-proc";
      const program = await asStudent(world, "unshare", ...flags.split(" "), "sh", "-c", asUser(masked));
      const { stdout, stderr } = await outputOf(program);
      expect(JSON.parse(stdout || stderr)).toEqual({ ...everywhere, user: "0\n1" });
    });

    test("in a container with Docker's own rights: says what to start it with", async () => {
      await using world = await openStudentWorld();
      const bound = `setpriv --bounding-set ${dockersOwn} --inh-caps=-all`;
      const said = await world.shell(`${masked} container=docker exec ${bound} ${probe.join(" ")}`);
      expect(JSON.parse(said)).toEqual([
        expect.stringMatching(
          /masked.*: Start the container with: docker run --security-opt systempaths=unconfined/,
        ),
      ]);
    });

    test("where the kernel allows no user namespace: says which setting forbids it, as the doctor does", async () => {
      await using world = await openStudentWorld();
      // The setting is a user namespace's own: the machine's stays as it is.
      const closed = (argv: readonly string[]) => {
        const bound = "exec setpriv --bounding-set=-all --inh-caps=-all";
        const script = `echo 0 >/proc/sys/user/max_user_namespaces; ${bound} ${argv.join(" ")}; echo $?`;
        return world.shell(`unshare --user --map-root-user sh -c '${script.replace("exec ", "")}'`);
      };
      const remedy = /max_user_namespaces is 0.*: Run: sudo sysctl -w user\.max_user_namespaces=15000/;
      const [missing = "", code] = (await closed(probe)).trim().split(/\n?(?=\d+$)/);
      expect([JSON.parse(missing), code]).toEqual([[expect.stringMatching(remedy)], "0"]);
      const said = await closed([...bascule, "doctor", "--lang", "en"]);
      expect(said).toMatch(
        /missing +--runtime netns: it lacks user namespaces: user\.max_user_namespaces is 0/,
      );
      expect(said).toMatch(/\nNo lab can run here.*\n3\n$/);
    });
  },
  root,
);

describeLive(
  "an ordinary user's real keepalived",
  () => {
    test("runs its scripts, though the node has one user", async () => {
      await using world = await openStudentWorld();
      const { stdout } = await outputOf(await asStudent(world, ...probe, "checks"));
      expect(stdout).toMatch(/VRRP_Script\(bad\) failed \(exited with status 1\)/);
      expect(stdout).toMatch(/VRRP_Script\(good\) succeeded/);
      expect(stdout).not.toMatch(/setgroups|Unsafe permissions|disabling/);
    });
  },
  { stack: "keepalived-haproxy", root: true },
);
