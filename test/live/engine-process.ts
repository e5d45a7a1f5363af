import { spawn } from "node:child_process";
import { existsSync, openSync } from "node:fs";
import { mkdtemp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inject } from "vitest";
import { findEngine } from "../../lab/runtime/docker/engine.ts";
import { requireEngine } from "../../lab/runtime/docker/usable-engine.ts";
import { toolEnvironment } from "../../lab/wire/tool.ts";
import { copyImage } from "./engine-image.ts";
import { until } from "./netns-run.ts";

const script = fileURLToPath(new URL("./engine-start.sh", import.meta.url));

/** What starts an engine with its files in this folder. `filters`: it may manage the packet filter, as on any machine. */
export function engineArgv(folder: string, filters: boolean): readonly string[] {
  return ["unshare", "--mount", "sh", script, folder, String(filters)];
}

/** DOCKER_HOST names the engine of this folder, until disposed of. */
export function nameEngine(folder: string): Disposable {
  const before = process.env.DOCKER_HOST;
  process.env.DOCKER_HOST = `unix://${folder}/docker.sock`;
  return {
    [Symbol.dispose]() {
      if (before === undefined) delete process.env.DOCKER_HOST;
      else process.env.DOCKER_HOST = before;
    },
  };
}

/** Starts an engine with its files in this folder; DOCKER_HOST names it already. It outlives this test file. */
export async function startEngine(folder: string): Promise<void> {
  const log = openSync(join(folder, "log"), "a");
  const [program = "", ...words] = engineArgv(folder, false);
  const child = spawn(program, words, {
    detached: true,
    stdio: ["ignore", log, log],
    env: { ...toolEnvironment(), TMPDIR: folder },
  });
  child.unref();
  const ended = new Promise<true>((resolve) => child.once("exit", () => resolve(true)));
  await until(async () => {
    if ((await Promise.race([ended, undefined])) === true) throw new Error(await lastWords(folder));
    return findEngine();
  });
}

/** An engine that a test may end: nobody else uses it. */
export interface OwnEngine extends AsyncDisposable {
  start(): Promise<void>;
  /** SIGTERM is what its service sends when it is stopped: the containers end with it. */
  stop(signal: "SIGTERM" | "SIGKILL"): Promise<void>;
}

/** With the image of the nodes, from the engine that the tests share. Until disposed of, DOCKER_HOST names it. */
export async function openOwnEngine(): Promise<OwnEngine> {
  const folder = await mkdtemp(join(inject("engineFolder"), "own-"));
  const source = await requireEngine();
  const named = nameEngine(folder);
  await startEngine(folder);
  await copyImage(source, await requireEngine());
  return {
    start: () => startEngine(folder),
    stop: (signal) => stopEngine(folder, signal),
    async [Symbol.asyncDispose]() {
      await removeNetworks();
      await stopEngine(folder, "SIGTERM");
      named[Symbol.dispose]();
    },
  };
}

/** The bridges of an engine's networks would outlive it, on the machine. */
async function removeNetworks(): Promise<void> {
  const engine = await findEngine();
  if (engine === undefined) return;
  for (const { Id } of await engine.listContainers({ all: true }))
    await engine.getContainer(Id).remove({ force: true });
  for (const { Id } of await engine.listNetworks({ filters: { type: ["custom"] } }))
    await engine.getNetwork(Id).remove();
}

async function stopEngine(folder: string, signal: NodeJS.Signals): Promise<void> {
  const file = join(folder, "dockerd.pid");
  const pid = Number(await readFile(file, "utf8").catch(() => "0"));
  if (pid === 0) return;
  process.kill(pid, signal);
  await until(async () => (existsSync(`/proc/${pid}`) ? undefined : true));
}

async function lastWords(folder: string): Promise<string> {
  const text = await readFile(join(folder, "log"), "utf8");
  return `dockerd ended: ${text.trim().split("\n").slice(-3).join("\n")}`;
}
