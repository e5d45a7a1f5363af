import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Phase, phases } from "../../lab/history/event.ts";
import { openEngineNetwork } from "../../lab/runtime/docker/engine-network.ts";
import { networkName } from "../../lab/runtime/docker/label.ts";
import type { NodeProcess } from "../../lab/runtime/runtime.ts";
import { useEngine } from "./engine.ts";
import { type EngineInventory, type EngineWorld, openEngineWorld } from "./engine-world.ts";
import { describeLive } from "./live.ts";
import { type Edit, sabotaged } from "./sabotage.ts";

/** How often the harness is killed in each phase; more for a thorough look: BASCULE_KILLS=9. */
const kills = Number(process.env.BASCULE_KILLS ?? 1);
const networks = ["macvlan", "bridge"] as const;

/** The course's lab with short waits: what is killed is the same. */
const short: readonly Edit[] = [
  { file: "scenario.yaml", from: "warmup: 3s", to: "warmup: 500ms" },
  { file: "scenario.yaml", from: "  - steady: 2s\n", to: "" },
];

/** How long a phase lasts here, so that the kills spread over it. */
const lengthMs: Readonly<Record<Phase, number>> = {
  plan: 400,
  create: 1400,
  start: 5000,
  load: 450,
  fault: 6000,
  report: 60,
};

interface Run extends NodeProcess {
  readonly said: readonly string[];
}

/** Runs the scenario as a user does; resolves when it says that it has entered the phase. */
async function runUntil(world: EngineWorld, scenario: string, phase: Phase, network: string): Promise<Run> {
  const where = ["--runtime", "docker", "--network", network, "--results", "/mnt/results"];
  const run = await world.start("../../lab/cli.ts", "run", scenario, "--verbose", "--lang", "en", ...where);
  run.stdout.resume();
  const said: string[] = [];
  await new Promise<void>((reached, failed) => {
    createInterface(run.stderr).on("line", (line) => {
      said.push(line);
      if (line === `phase ${phase}`) reached();
    });
    void run.exited.then(({ code }) => failed(new Error(`ended with ${code}:\n${said.join("\n")}`)));
  });
  return { ...run, said };
}

/** Ten seconds are what the lab promises: its watcher waits until the engine has been quiet for a while. */
async function expectEqualSoon(
  world: EngineWorld,
  before: object,
  view = (inventory: EngineInventory): object => inventory,
): Promise<void> {
  const deadlineMs = performance.now() + 10_000;
  let after = view(await world.inventory());
  while (performance.now() < deadlineMs && JSON.stringify(after) !== JSON.stringify(before)) {
    await sleep(200);
    after = view(await world.inventory());
  }
  expect(after).toEqual(before);
}

/** An engine that starts after a crash ends every container, the foreign one too. */
function withoutContainers({ namespaces: _, processes, containers, interfaces, ...rest }: EngineInventory) {
  return {
    ...rest,
    interfaces: interfaces.filter((name) => !name.startsWith("veth")),
    containers: containers.map((line) => line.split(" ")[0]),
    processes: processes.filter((line) => !/containerd-shim| sleep infinity/.test(line)),
  };
}

describeLive(
  "bascule run --runtime docker",
  () => {
    let world: EngineWorld;
    let folder: string;
    let scenario: string;
    beforeAll(async () => {
      await useEngine();
      folder = await mkdtemp(join(tmpdir(), "docker-kill-"));
      scenario = await sabotaged(join(folder, "lab"), short);
      world = await openEngineWorld();
    });
    afterAll(async () => {
      await world[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    });

    test.each(phases)(
      'killed in its phase "%s" leaves nothing, and foreign things alone',
      { timeout: 60_000 * (1 + kills) },
      async (phase) => {
        const before = await world.inventory();
        expect(before.containers).toEqual(["/foreign running"]);
        for (let kill = 0; kill < kills; kill++) {
          const network = networks[(kill + phases.indexOf(phase)) % 2] ?? "macvlan";
          const run = await runUntil(world, scenario, phase, network);
          await sleep((lengthMs[phase] * (kill + 0.5)) / kills);
          await run.kill("SIGKILL");
          await run.exited;
          await expectEqualSoon(world, before);
        }
      },
    );

    test("adverts pass its bridge where Docker manages the packet filter", async () => {
      const plan = { id: "tstmul", networks: [{ name: "lan", subnet: "10.9.8.0/24" }], nodes: [] };
      await using _network = await openEngineNetwork(world.engine, plan, "bridge");
      const start = async (...Cmd: string[]) => {
        const HostConfig = { NetworkMode: networkName("tstmul", "lan"), CapAdd: ["NET_RAW"] };
        const container = await world.engine.createContainer({ Image: world.image, Cmd, HostConfig });
        await container.start();
        return container;
      };
      const listener = await start("tcpdump", "-n", "-c", "1", "-i", "eth0", "dst", "host", "224.0.0.18");
      const sender = await start("ping", "-i", "0.2", "224.0.0.18");
      expect(await listener.wait()).toMatchObject({ StatusCode: 0 });
      for (const each of [sender, listener]) await each.remove({ force: true });
    });

    test("says that its engine has crashed, and leaves nothing once that runs again", async () => {
      const before = await world.inventory();
      const run = await runUntil(world, scenario, "load", "macvlan");
      await world.killEngine();
      const { code } = await run.exited;
      expect(run.said.join("\n")).toMatch(
        /The container engine ended, and the lab \w+ with it\. .*ERR_LAB_START/,
      );
      expect(code, run.said.join("\n")).toBe(3);
      await world.startEngine();
      await expectEqualSoon(world, withoutContainers(before), withoutContainers);
    });
  },
  { engine: true },
);
