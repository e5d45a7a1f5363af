import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { readHistory } from "../../lab/history/reader.ts";
import { judgeRun } from "../../lab/report/judge.ts";
import { docker } from "../../lab/runtime/docker/runtime.ts";
import { requireEngine } from "../../lab/runtime/docker/usable-engine.ts";
import type { StartedLab } from "../../lab/runtime/runtime.ts";
import { stacks } from "../../lab/stack/index.ts";
import { labPlan } from "../../lab/topology/plan.ts";
import { readTopology } from "../../lab/topology/read.ts";
import { bascule } from "./bascule.ts";
import { useEngine } from "./engine.ts";
import { openOwnEngine } from "./engine-process.ts";
import { describeLive, liveTest } from "./live.ts";
import { courseFile } from "./netns-plan.ts";
import { finish, run, until } from "./netns-run.ts";
import { expectAllThrough, receiveVisitors } from "./visit/visit.ts";

const runs = [
  ["agent", "macvlan"],
  ["keepalived-haproxy", "bridge"],
] as const;

/** Who answers at the virtual IP. */
function ask(lab: StartedLab): Promise<string> {
  return until(async () => {
    const client = lab.nodes.get("client");
    const { stdout } = await run(client, "curl", "--silent", "--max-time", "1", "http://192.168.1.100/");
    return stdout.startsWith("app") ? stdout.trim() : undefined;
  });
}

/** A program of this machine in the network of a process: the image has neither browser nor wrk. */
function inNetworkOf(pid: number, argv: readonly string[]) {
  return finish("nsenter", [`--target=${pid}`, "--net", ...argv]);
}

describeLive(
  "the course's lab in containers",
  () => {
    beforeAll(useEngine);

    test.each(runs)("%s on %s: no step of the exercise fails", async (stack, network) => {
      // An engine gives the course's subnet to one bridge only, and other tests may have it.
      await using _engine = network === "bridge" ? await openOwnEngine() : undefined;
      const results = await mkdtemp(join(tmpdir(), "bascule-docker-"));
      const where = ["--runtime", "docker", "--network", network, "--stack", stack, "--results", results];
      const { stdout, stderr } = await bascule(["lab", ...where]);
      const [folder] = await readdir(results);
      if (folder === undefined) throw new Error(stderr);
      expect(stderr).toMatch(/The lab is up after/);
      const { steps } = judgeRun(await readHistory(join(results, folder, "history.jsonl")));
      await rm(results, { recursive: true });
      expect(steps).toHaveLength(6);
      // A busy machine may leave a measured step undecided.
      expect(
        steps.filter(({ verdict }) => verdict === "fail"),
        stdout,
      ).toEqual([]);
      expect(steps.slice(0, 3).map(({ verdict }) => verdict)).toEqual(["pass", "pass", "pass"]);
    });

    liveTest(
      "a second lab on the same subnet runs beside the first, and every kind of client gets through",
      async () => {
        const topology = await readTopology(courseFile);
        await using one = await docker.startLab(labPlan(topology, stacks.agent, "tstcou"));
        await using two = await docker.startLab(labPlan(topology, stacks["keepalived-haproxy"], "tstcov"));
        expect(await Promise.all([ask(one), ask(two)])).toEqual([
          expect.stringMatching(/^app[12]$/),
          expect.stringMatching(/^app[12]$/),
        ]);

        const apps = ["app1", "app2", "app3"].map((name) => one.nodes.get(name));
        await receiveVisitors(one.nodes.get("lb1"), apps);
        const { State } = await (await requireEngine()).getContainer("bascule-tstcou-client").inspect();
        await expectAllThrough((...argv) => inNetworkOf(State.Pid, argv));

        await one[Symbol.asyncDispose]();
        expect(await ask(two)).toMatch(/^app[12]$/);
      },
      { engine: true, visitors: true },
    );
  },
  { engine: true },
);
