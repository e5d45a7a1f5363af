import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished } from "vitest";
import { readHistory } from "../../lab/history/reader.ts";
import { judgeRun } from "../../lab/report/judge.ts";
import { openWorld } from "./clean-world.ts";
import { liveTest } from "./live.ts";
import { sabotaged } from "./sabotage.ts";

/** The brackets keep the shell, whose command line says the same, out of the match. */
const probes = "$(pgrep -f [l]ab/node/probe.ts)";

/** The probe is stopped from well before the takeover (3.1 s at the earliest) until well after it. */
const stoppedMs = { afterFault: 2000, length: 2500 };

liveTest(
  "a probe that could not run while the address moved gives no verdict on the outage, only unknown",
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "starved-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    await using world = await openWorld();
    const results = join(folder, "results");
    const scenario = await sabotaged(join(folder, "lab"), []);
    const options = ["--runtime", "netns", "--lang", "en", "--results", results];
    const run = await world.start("../../lab/cli.ts", "run", scenario, ...options);
    run.stdout.resume();
    const said: string[] = [];
    await new Promise<void>((killed) => {
      createInterface(run.stderr).on(
        "line",
        (line) => said.push(line) && line.startsWith("kill ") && killed(),
      );
      void run.exited.then(() => killed());
    });
    await sleep(stoppedMs.afterFault);
    await world.shell(`kill -STOP ${probes}`);
    await sleep(stoppedMs.length);
    await world.shell(`kill -CONT ${probes}`);
    const { code } = await run.exited;
    const [name = ""] = await readdir(results).catch(() => []);
    const { steps, expectations } = judgeRun(await readHistory(join(results, name, "history.jsonl")));
    const explained = [...said, ...steps.map(({ verdict, evidence }) => `${verdict}: ${evidence.en}`)].join(
      "\n",
    );
    expect(steps.find(({ step }) => step === "times")?.verdict, explained).toBe("unknown");
    expect(
      steps.filter(({ verdict }) => verdict === "fail"),
      explained,
    ).toEqual([]);
    expect(expectations.find(({ check }) => check === "outage")?.verdict, explained).toBe("unknown");
    expect(code, explained).toBe(4);
  },
);
