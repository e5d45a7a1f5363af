import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import Docker from "dockerode";
import { inject } from "vitest";
import { requireEngine } from "../../lab/runtime/docker/usable-engine.ts";
import type { Inventory } from "./clean-inventory.ts";
import { openWorld, type World } from "./clean-world.ts";
import { copyImage } from "./engine-image.ts";
import { engineArgv, nameEngine } from "./engine-process.ts";
import { until } from "./netns-run.ts";

/** All that a lab could leave on a machine and in its engine. */
export interface EngineInventory extends Inventory {
  readonly containers: readonly string[];
  readonly networks: readonly string[];
  readonly images: readonly string[];
  readonly volumes: readonly string[];
}

/** A world with a container engine in it, which has the image of the nodes, a foreign container and a foreign network. */
export interface EngineWorld extends Omit<World, "inventory"> {
  readonly engine: Docker;
  /** That of the nodes. */
  readonly image: string;
  inventory(): Promise<EngineInventory>;
  /** As a crash would, with SIGKILL. */
  killEngine(): Promise<void>;
  startEngine(): Promise<void>;
}

/** Programs of the engine that are there as long as it runs; an engine that was started again has new ones. */
const ofEngine = /^\d+ (?:dockerd|containerd) /;

export async function openEngineWorld(): Promise<EngineWorld> {
  const folder = await mkdtemp(join(inject("engineFolder"), "world-"));
  const source = await requireEngine();
  await using opening = new AsyncDisposableStack();
  // For what is started in the world, and for this process.
  opening.use(nameEngine(folder));
  const world = opening.use(await openWorld());
  const engine = new Docker({ socketPath: join(folder, "docker.sock") });
  const startEngine = async () => {
    // The packet filter is the world's own.
    await world.shell(`setsid ${engineArgv(folder, true).join(" ")} >>${folder}/log 2>&1 &`);
    await until(async () => engine.ping().catch(() => undefined));
  };
  await startEngine();
  const image = await copyImage(source, engine);
  await addForeign(engine, image);
  const opened = opening.move();
  return {
    ...world,
    engine,
    image,
    startEngine,
    killEngine: async () => {
      const pid = `$(cat ${folder}/dockerd.pid)`;
      await world.shell(`kill -KILL ${pid}; while kill -0 ${pid} 2>/dev/null; do sleep 0.02; done`);
    },
    inventory: async () => {
      const { processes, ...rest } = await world.inventory();
      const own = processes.filter((line) => !ofEngine.test(line));
      return { ...rest, processes: own, ...(await contentOf(engine)) };
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

async function addForeign(engine: Docker, Image: string): Promise<void> {
  const network = { Name: "foreign", Driver: "bridge", Internal: true };
  await engine.createNetwork({ ...network, IPAM: { Config: [{ Subnet: "10.9.9.0/24" }] } });
  const HostConfig = { NetworkMode: "foreign" };
  const container = { name: "foreign", Image, Cmd: ["sleep", "infinity"], HostConfig };
  await (await engine.createContainer(container)).start();
}

async function contentOf(engine: Docker) {
  const containers = await engine.listContainers({ all: true });
  const { Volumes } = await engine.listVolumes();
  return {
    containers: containers.map(({ Names, State }) => `${Names.join()} ${State}`).sort(),
    networks: (await engine.listNetworks()).map(({ Name, Id }) => `${Name} ${Id}`).sort(),
    images: (await engine.listImages({ all: true })).map(({ Id }) => Id).sort(),
    volumes: (Volumes ?? []).map(({ Name }) => Name).sort(),
  };
}
