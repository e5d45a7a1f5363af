import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { requireEngine } from "../../lab/runtime/docker/usable-engine.ts";
import { expectNothingSoon } from "./docker-remains.ts";
import { useEngine } from "./engine.ts";
import { type OwnEngine, openOwnEngine } from "./engine-process.ts";
import { describeLive } from "./live.ts";
import { until } from "./netns-run.ts";
import { type Student, typed, untilOwner, walkMistake, walkModule } from "./standing-walk.ts";

const launcher = fileURLToPath(new URL("../../lab/bascule.js", import.meta.url));
const labName = "tststand";
let folder = "";
let engine: OwnEngine;

function bascule(name: string, ...argv: readonly string[]) {
  const options = name === "up" ? ["--runtime", "docker", "--folder", folder] : [];
  const words = [launcher, "--lang", "en", name, "--name", labName, ...options, ...argv];
  return spawn(process.execPath, words, { stdio: ["ignore", "pipe", "pipe"] });
}

const student: Student = {
  command: async (name, ...argv) => {
    const child = bascule(name, ...argv);
    const [stdout, stderr, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, "close"),
    ]);
    return { code: code as number | null, stdout, stderr };
  },
  shell: (script) => text(spawn("sh", ["-c", script], { stdio: ["ignore", "pipe", "inherit"] }).stdout),
  get files() {
    return join(folder, labName);
  },
};

/** All that this engine has, which is nobody else's, and the keeper's folder. */
async function remains(): Promise<readonly string[]> {
  const docker = await requireEngine();
  const containers = await docker.listContainers({ all: true });
  const networks = await docker.listNetworks({ filters: { label: ["bascule.lab"] } });
  const places = await readdir("/run/bascule").catch(() => []);
  return [
    ...containers.map(({ Names }) => Names.join()),
    ...networks.map(({ Name }) => Name),
    ...places.filter((place) => place.startsWith(`standing-${labName}`)),
  ];
}

async function untilNothingLeft(): Promise<void> {
  const deadlineMs = performance.now() + 10_000;
  while ((await remains()).length > 0 && performance.now() < deadlineMs) await sleep(100);
  expect(await remains()).toEqual([]);
}

async function keeperPid(): Promise<number> {
  const record = await readFile(`/run/bascule/standing-${labName}/lab.json`, "utf8");
  return JSON.parse(record).keeper.pid;
}

/** A terminal of its own, as script(1) makes one; closing it is killing it. */
function terminal(line: string) {
  return spawn("script", ["-qec", line, "/dev/null"], { stdio: ["pipe", "pipe", "inherit"] });
}

describeLive(
  "a lab of containers that stands",
  () => {
    beforeAll(async () => {
      await useEngine();
      engine = await openOwnEngine();
      folder = await mkdtemp(join(tmpdir(), "bascule-standing-"));
    });
    afterAll(async () => {
      await student.command("down");
      await engine[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    });

    test("does what the course types, as in namespaces, and leaves nothing after `down`", async () => {
      expect((await student.command("up")).stderr).toContain(`To end it: bascule down --name ${labName}`);
      await walkModule(student);
      await walkMistake(student);
      expect((await typed(student, "nano --version")).said).toContain("GNU nano");
      expect((await student.command("logs", "lb2")).stdout).toMatch(/Entering MASTER STATE/);
      expect((await student.command("kill", "lb2")).stdout).toBe("lb2 is stopped.\n");
      await untilOwner(student, "lb1");
      expect((await student.command("start", "lb2")).code).toBe(0);

      expect((await student.command("down")).stdout).toContain("The files that you changed stay in");
      await untilNothingLeft();
      await rm(student.files, { recursive: true });
    });

    test("takes terminals into its nodes, ends what ran in a closed one, and dies with its keeper", async () => {
      await student.command("up", "--stack", "keepalived-haproxy");
      await untilOwner(student, "lb1");
      const into = `${process.execPath} ${launcher} exec --name ${labName} lb2`;
      const sized = terminal(
        `stty rows 31 cols 97; ${into} -- sh -c 'stty size; hostname; exit 3'; echo rc=$?`,
      );
      expect(await text(sized.stdout)).toMatch(/31 97\r\nlb2\r\nrc=3\r\n$/);
      expect(await student.command("exec", "lb2", "no-such-program")).toMatchObject({
        code: 127,
        stderr: 'lb2 has no command "no-such-program"\n',
      });

      const closed = terminal(into);
      closed.stdin.write("sleep 4716 & sleep 4717\n");
      const count = async () => (await typed(student, "pgrep -cx 'sleep|bash'", "lb2")).said.trim();
      await until(async () => ((await count()) === "3" ? true : undefined));
      closed.kill("SIGKILL");
      await until(async () => ((await count()) === "0" ? true : undefined));

      const [container] = await (await requireEngine()).listContainers();
      process.kill(await keeperPid(), "SIGKILL");
      await untilNothingLeft();
      await expectNothingSoon(container?.Labels["bascule.lab"] ?? "none");
      expect((await student.command("status")).stderr).toContain("[ERR_STANDING_NONE]");
      await rm(student.files, { recursive: true });
    });

    test.each([500, 1500, 3000])("leaves nothing when `up` is killed after %i ms", async (afterMs) => {
      const starting = bascule("up");
      await sleep(afterMs);
      starting.kill("SIGKILL");
      await once(starting, "close");
      await sleep(100);
      if ((await remains()).includes(`standing-${labName}`)) await student.command("down");
      await untilNothingLeft();
      await rm(student.files, { recursive: true, force: true });
    });
  },
  { engine: true },
);
