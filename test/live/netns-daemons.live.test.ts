import { expect, test } from "vitest";
import { faults } from "../../lab/fault/index.ts";
import { runtimes } from "../../lab/runtime/index.ts";
import type { StartedLab } from "../../lab/runtime/runtime.ts";
import { realTime } from "../../lab/runtime/time.ts";
import { stacks } from "../../lab/stack/index.ts";
import { labPlan } from "../../lab/topology/plan.ts";
import { readTopology } from "../../lab/topology/read.ts";
import { describeLive } from "./live.ts";
import { courseFile } from "./netns-plan.ts";
import { run, until } from "./netns-run.ts";

const stack = "keepalived-haproxy";

async function startCourse(id: string): Promise<StartedLab> {
  return runtimes.netns.startLab(labPlan(await readTopology(courseFile), stacks[stack], id));
}

/** What the client gets from the virtual IP; nothing as long as nobody answers there. */
function ask(lab: StartedLab): Promise<string> {
  const program =
    "fetch('http://192.168.1.100/', { signal: AbortSignal.timeout(1000) }).then((r) => r.text()).then(console.log)";
  return until(async () => {
    const { stdout } = await run(lab.nodes.get("client"), "node", "-e", program);
    return stdout.startsWith("app") ? stdout.trim() : undefined;
  });
}

async function owns(lab: StartedLab, node: string): Promise<boolean> {
  return (await run(lab.nodes.get(node), "ip", "-4", "address", "show", "eth0")).stdout.includes(
    "192.168.1.100/",
  );
}

describeLive(
  "the course's topology with the distribution's daemons",
  () => {
    test("answers on the virtual IP, from both servers that are no backup", async () => {
      const startedMs = performance.now();
      await using lab = await startCourse("tstcca");
      const upMs = performance.now() - startedMs;
      await ask(lab);
      const answersMs = performance.now() - startedMs;
      process.stdout.write(
        `lab up in ${upMs.toFixed(0)} ms, virtual IP answers after ${answersMs.toFixed(0)} ms\n`,
      );
      await until(async () => ((await owns(lab, "lb1")) ? true : undefined));
      expect(await owns(lab, "lb2")).toBe(false);
      // A server that was checked before it listened is taken in again only after two good checks.
      const seen = new Set<string>();
      await until(async () => (seen.add(await ask(lab)).has("app1") && seen.has("app2") ? true : undefined));
    });

    test("moves the virtual IP when its owner is killed, and back when it returns", async () => {
      await using lab = await startCourse("tstccb");
      const lb1 = lab.nodes.get("lb1");
      if (lb1 === undefined) throw new Error("no lb1");
      await until(async () => ((await owns(lab, "lb1")) ? true : undefined));
      const fault = await faults.kill.inject(lb1, {}, realTime);
      expect(fault.doneMs).toBeGreaterThan(fault.beganMs);
      expect(lb1.running()).toBe(false);
      await until(async () => ((await owns(lab, "lb2")) ? true : undefined));
      expect(await ask(lab)).toMatch(/^app[12]$/);
      await fault.heal();
      await until(async () => ((await owns(lab, "lb1")) && !(await owns(lab, "lb2")) ? true : undefined));
      expect(await ask(lab)).toMatch(/^app[12]$/);
    });

    test("has two owners while the master's daemon is frozen, and one again afterwards", async () => {
      await using lab = await startCourse("tstccc");
      const lb1 = lab.nodes.get("lb1");
      if (lb1 === undefined) throw new Error("no lb1");
      await until(async () => ((await owns(lab, "lb1")) ? true : undefined));
      const fault = await faults.freeze.inject(lb1, { process: "keepalived" }, realTime);
      expect(lb1.running()).toBe(true);
      await until(async () => ((await owns(lab, "lb2")) ? true : undefined));
      expect(await owns(lab, "lb1")).toBe(true);
      await fault.heal();
      await until(async () => ((await owns(lab, "lb2")) ? undefined : true));
      expect(await owns(lab, "lb1")).toBe(true);
    });

    test("cannot freeze a program that does not run, and says so", async () => {
      await using lab = await startCourse("tstccd");
      const client = lab.nodes.get("client");
      if (client === undefined) throw new Error("no client");
      await expect(faults.freeze.inject(client, { process: "keepalived" }, realTime)).rejects.toMatchObject({
        code: "ERR_LAB_DAEMON",
      });
    });

    test("knows at the health checks who asks and what it is told", async () => {
      await using lab = await startCourse("tstcce");
      const app2 = lab.nodes.get("app2");
      const lines: string[] = [];
      app2?.output.on("data", (chunk) => lines.push(...String(chunk).trim().split("\n")));
      const makeSick = "fetch('http://127.0.0.1:8080/health?status=503', { method: 'POST' })";
      await until(async () => ((await run(app2, "node", "-e", makeSick)).code === 0 ? true : undefined));
      const told = (remote: string) => `{"event":"health","status":503,"remote":"${remote}"}`;
      await until(async () =>
        lines.includes(told("192.168.1.101")) && lines.includes(told("192.168.1.102")) ? true : undefined,
      );
    });
  },
  { stack },
);
