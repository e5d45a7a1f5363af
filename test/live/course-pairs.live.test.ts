import { setPriority } from "node:os";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runtimes } from "../../lab/runtime/index.ts";
import type { StartedLab } from "../../lab/runtime/runtime.ts";
import type { StackName } from "../../lab/stack/index.ts";
import { CourseFiles } from "./course/files.ts";
import { coursePlan } from "./course/plan.ts";
import { type Played, play } from "./course/play.ts";
import { stages } from "./course/stage.ts";
import { describeLive, liveTest } from "./live.ts";
import { run } from "./netns-run.ts";
import { expectAllThrough, receiveVisitors } from "./visit/visit.ts";

type Plays = Readonly<Record<string, Promise<Played>>>;

/** Dozens of programs start at once: tests that measure beside this one go first. */
const startNiceness = 10;

const resources = new AsyncDisposableStack();
afterAll(() => resources.disposeAsync());

/** One lab a stack, each with all stages. */
async function start(stack: StackName, id: string): Promise<StartedLab> {
  const files = resources.use(await CourseFiles.make());
  return resources.use(await runtimes.netns.startLab(coursePlan(id, stack, stages, files)));
}

/** All at once: they mostly wait. */
async function playAll(lab: StartedLab): Promise<Plays> {
  const plays = Object.fromEntries(stages.map((stage) => [stage.name, play(stage, lab)]));
  // A failed one is told by its test.
  await Promise.allSettled(Object.values(plays));
  return plays;
}

describeLive(
  "the documents' configurations run as the originals do",
  () => {
    let own: Plays = {};
    let original: Plays = {};
    let lab: StartedLab | undefined;
    beforeAll(async () => {
      setPriority(startNiceness);
      const labs = await Promise.all([start("keepalived-haproxy", "tstcrr"), start("agent", "tstcro")]);
      setPriority(0);
      lab = labs[1];
      [original, own] = await Promise.all([playAll(labs[0]), playAll(labs[1])]);
    });

    describe.each(stages)("$name", ({ name, owner, stops }) => {
      test("owner, states, servers and replies are equal", async () => {
        const played = await own[name];
        expect(played).toEqual(await original[name]);
        for (const [scene, { adverts, replies }] of Object.entries(played?.scenes ?? {})) {
          const master = scene === "stopped" ? stops?.owner : owner;
          expect(adverts, scene).toHaveLength(master ? 1 : 0);
          expect(JSON.stringify(replies)).not.toContain("curl: ");
        }
      });
    });

    liveTest(
      "curl, a browser, wrk, a WebSocket client and clients of HTTP/2 get through module 16's balancer",
      async () => {
        await own.module;
        const node = (name: string) => lab?.nodes.get(`module-${name}`);
        await receiveVisitors(node("lb1"), ["app1", "app2", "app3"].map(node));
        await expectAllThrough((...argv) => run(node("client"), ...argv));
      },
      { visitors: true },
    );

    test("the notify script as printed says nothing: it reads words that it does not get", async () => {
      expect((await original.untold)?.notified).toBe("");
    });
  },
  { stack: "keepalived-haproxy", root: true },
);
