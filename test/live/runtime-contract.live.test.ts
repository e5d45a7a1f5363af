import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { dockerOn } from "../../lab/runtime/docker/runtime.ts";
import { runtimes } from "../../lab/runtime/index.ts";
import type { Runtime, StartedLab } from "../../lab/runtime/runtime.ts";
import { useEngine } from "./engine.ts";
import { describeLive } from "./live.ts";
import { smallPlan } from "./netns-plan.ts";
import { run, until } from "./netns-run.ts";

const appCommand = { "bascule-app": fileURLToPath(new URL("../../lab/node/app.ts", import.meta.url)) };

const askA = "fetch('http://a:8080/').then((reply) => reply.text()).then(console.log)";

interface Kind {
  readonly name: string;
  readonly runtime: Runtime;
  readonly engine?: true;
  /** The engine refuses a second network on the same subnet. */
  readonly alone?: true;
}

/** Every runtime, and Docker on each kind of network. */
const kinds: readonly Kind[] = [
  { name: "netns", runtime: runtimes.netns },
  { name: "docker on macvlan", runtime: dockerOn("macvlan"), engine: true },
  { name: "docker on bridge", runtime: dockerOn("bridge"), engine: true, alone: true },
  { name: "docker, cables of the lab", runtime: dockerOn("cable"), engine: true },
];

/** What every runtime promises (lab/runtime/runtime.ts). */
for (const { name, runtime, engine, alone } of kinds)
  describeLive(
    `runtime ${name}`,
    () => {
      if (engine) beforeAll(useEngine);

      test("nodes have their names, addresses and MACs, and reach each other", async () => {
        await using lab = await runtime.startLab(
          smallPlan("tstaaa", {
            a: {},
            b: { command: ["bascule-app", "--name", "b"], commands: appCommand },
          }),
        );
        expect([...lab.nodes.keys()]).toEqual(["a", "b"]);
        const [a, b] = [lab.nodes.get("a"), lab.nodes.get("b")];
        expect((await run(b, "hostname")).stdout).toBe("b\n");
        expect((await run(b, "ip", "-br", "-4", "address", "show", "eth0")).stdout).toContain("10.9.0.2/24");
        expect((await run(b, "cat", "/sys/class/net/eth0/address")).stdout).toBe("02:42:0a:09:00:02\n");
        const reply = await until(async () => {
          const { code, stdout } = await run(
            a,
            "node",
            "-e",
            "fetch('http://b:8080/').then((r) => r.text()).then(console.log)",
          );
          return code === 0 ? stdout : undefined;
        });
        expect(reply).toContain("b\n");
      });

      test("a node sees no process and no interface but its own", async () => {
        await using lab = await runtime.startLab(smallPlan("tstaab", { a: {} }));
        const look = () => run(lab.nodes.get("a"), "sh", "-c", "cat /proc/[0-9]*/comm; ls /sys/class/net");
        // A node is up when its first process runs; its command follows.
        const names = await until(async () => {
          const { stdout } = await look();
          return stdout.includes("sleep") ? stdout : undefined;
        });
        expect(names.trim().split("\n").sort()).toEqual(["eth0", "init", "lo", "sh", "sleep"]);
      });

      test("a program's output, exit code and ending signal come out", async () => {
        await using lab = await runtime.startLab(
          smallPlan("tstaac", { a: { environment: { GREETING: "good day" } } }),
        );
        const a = lab.nodes.get("a");
        expect(await run(a, "sh", "-c", 'echo "$GREETING"; echo bad >&2; exit 3')).toEqual({
          stdout: "good day\n",
          stderr: "bad\n",
          code: 3,
          signal: null,
        });
        expect(await run(a, "no-such-program")).toMatchObject({ code: 127 });
        const sleeper = await a?.spawn(["sleep", "infinity"]);
        await sleeper?.kill("SIGTERM");
        expect(await sleeper?.exited).toEqual({ code: null, signal: "SIGTERM" });
        await sleeper?.kill("SIGTERM"); // it has ended: nothing else is hit
      });

      test("a signal reaches the program, not only what started it", async () => {
        await using lab = await runtime.startLab(smallPlan("tstaad", { a: {} }));
        const trap = "trap 'echo heard; exit 7' INT; echo listening; while :; do sleep 0.05; done";
        const listener = await lab.nodes.get("a")?.spawn(["sh", "-c", trap]);
        let heard = "";
        listener?.stdout.on("data", (chunk) => {
          heard += chunk;
        });
        await until(async () => (heard.includes("listening") ? true : undefined));
        await listener?.kill("SIGINT");
        expect(await listener?.exited).toEqual({ code: 7, signal: null });
        expect(heard).toBe("listening\nheard\n");
      });

      test("a killed node is silent, keeps its files, and comes back with its address", async () => {
        await using lab = await runtime.startLab(smallPlan("tstaae", { a: {}, b: {} }));
        const b = lab.nodes.get("b");
        await run(b, "sh", "-c", "echo kept >/var/log/note; echo stale >/run/pid");
        const sleeper = await b?.spawn(["sleep", "infinity"]);
        await b?.kill();
        await b?.kill(); // twice is harmless
        expect(await sleeper?.exited).toEqual({ code: null, signal: "SIGKILL" });
        expect(b?.running()).toBe(false);
        await expect(b?.spawn(["true"])).rejects.toThrow("b is not running");
        await b?.start();
        expect(b?.running()).toBe(true);
        expect(
          (await run(b, "sh", "-c", "cat /var/log/note; ls /run; ip -br -4 address show eth0")).stdout,
        ).toMatch(/^kept\neth0\S* +UP +10\.9\.0\.2\/24/);
      });

      test("output of the command goes on over a restart, and both streams are in it", async () => {
        await using lab = await runtime.startLab(
          smallPlan("tstaaf", { a: { command: ["sh", "-c", "echo one; echo two >&2; sleep infinity"] } }),
        );
        const a = lab.nodes.get("a");
        let printed = "";
        a?.output.on("data", (chunk) => {
          printed += chunk;
        });
        const twice = (count: number) =>
          until(async () => (printed.split("two\n").length > count ? true : undefined));
        await twice(1);
        await a?.kill();
        await a?.start();
        await twice(2);
        expect(printed).toBe("one\ntwo\none\ntwo\n");
      });

      test("a node ends with its command, which gets the SIGTERM that the node gets", async () => {
        const command = ["sh", "-c", "trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.05; done"];
        await using lab = await runtime.startLab(smallPlan("tstaag", { a: { command } }));
        const a = lab.nodes.get("a");
        let printed = "";
        a?.output.on("data", (chunk) => {
          printed += chunk;
        });
        await until(async () => (printed.includes("up") ? true : undefined));
        await run(a, "kill", "-TERM", "1");
        await until(async () => (a?.running() ? undefined : true));
        expect(printed).toBe("up\nbye\n");
        await a?.start();
        expect(a?.running()).toBe(true);
      });

      test("orphans leave no zombies, so that killall -0 tells the truth", async () => {
        await using lab = await runtime.startLab(smallPlan("tstaah", { a: {} }));
        const a = lab.nodes.get("a");
        await run(a, "sh", "-c", "cp /bin/sleep /tmp/orphan; (/tmp/orphan 0.5 >/dev/null 2>&1 &)");
        expect((await run(a, "killall", "-0", "orphan")).code).toBe(0);
        await until(async () => ((await run(a, "killall", "-0", "orphan")).code === 0 ? undefined : true));
        expect((await run(a, "sh", "-c", "cat /proc/[0-9]*/stat")).stdout).not.toMatch(/\) Z /);
      });

      test("read-only mounts are root's and cannot be changed, writable ones are the machine's", async () => {
        const folder = await mkdtemp(join(tmpdir(), "bascule-test-"));
        await writeFile(join(folder, "script"), "#!/bin/sh\necho ran\n", { mode: 0o777 });
        const mounts = [
          { source: folder, target: "/etc/fixed", readOnly: true },
          { source: join(folder, "script"), target: "/usr/local/sbin/../../../opt/one file", readOnly: true },
          { source: folder, target: "/srv/shared", readOnly: false },
        ];
        await using lab = await runtime.startLab(smallPlan("tstaai", { a: { mounts } }));
        const a = lab.nodes.get("a");
        expect((await run(a, "stat", "-c", "%U %a", "/etc/fixed/script")).stdout).toBe("root 755\n");
        expect((await run(a, "/opt/one file")).stdout).toBe("ran\n");
        expect((await run(a, "sh", "-c", "echo x >/etc/fixed/script")).code).not.toBe(0);
        await run(a, "sh", "-c", "echo y >/srv/shared/new");
        expect((await run(a, "cat", "/srv/shared/new")).stdout).toBe("y\n");
        await rm(folder, { recursive: true });
      });

      if (alone)
        test("a second lab on one subnet is refused, and the message names who holds it", async () => {
          await using _ = await runtime.startLab(smallPlan("tstaaj", { a: {} }));
          const second = runtime.startLab(smallPlan("tstaak", { a: {} }));
          await expect(second).rejects.toMatchObject({ code: "ERR_LAB_START", exitCode: 3 });
          await expect(second).rejects.toThrow(/bascule-tstaaj-lan holds 10\.9\.0\.0\/24/);
        });
      else
        test("two labs on one subnet do not hear each other, and one outlives the other", async () => {
          const talk = (name: string) => ({
            a: { command: ["bascule-app", "--name", name], commands: appCommand },
            b: {},
          });
          await using one = await runtime.startLab(smallPlan("tstaaj", talk("one")));
          await using two = await runtime.startLab(smallPlan("tstaak", talk("two")));
          const ask = (lab: StartedLab) =>
            until(async () => (await run(lab.nodes.get("b"), "node", "-e", askA)).stdout || undefined);
          expect(await Promise.all([ask(one), ask(two)])).toEqual(["one\n\n", "two\n\n"]);
          await one[Symbol.asyncDispose]();
          expect(await one.ended).toBeUndefined();
          expect(await ask(two)).toBe("two\n\n");
        });

      test("a lab that cannot be created says why, and nothing of it stays", async () => {
        const mounts = [{ source: "/proc/no-such-file", target: "/etc/x", readOnly: true }];
        const failing = runtime.startLab(smallPlan("tstaal", { a: {}, b: { mounts } }));
        await expect(failing).rejects.toMatchObject({ code: "ERR_LAB_START", exitCode: 3 });
        await expect(failing).rejects.toThrow(/no-such-file/);
        await using again = await runtime.startLab(smallPlan("tstaal", { a: {} }));
        expect(again.nodes.get("a")?.running()).toBe(true);
      });
    },
    engine ? { engine } : {},
  );

describeLive("runtime netns, which shows this machine's own folders", () => {
  test("refuses to mount where nothing is, and says where", async () => {
    const mounts = [{ source: "/etc", target: "/usr/no/such/folder", readOnly: false }];
    const failing = runtimes.netns.startLab(smallPlan("tstaam", { a: { mounts } }));
    await expect(failing).rejects.toThrow(/mount.*\/usr\/no\/such\/folder/);
  });
});
