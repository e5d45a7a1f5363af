import { spawn } from "node:child_process";
import { existsSync, openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inject } from "vitest";
import { findEngine, noEngine } from "../../lab/runtime/docker/engine.ts";
import { docker } from "../../lab/runtime/docker/runtime.ts";
import { missingPrograms } from "../../lab/runtime/program.ts";
import type { Missing } from "../../lab/runtime/runtime.ts";
import { toolEnvironment } from "../../lab/wire/tool.ts";
import { until } from "./netns-run.ts";

const script = fileURLToPath(new URL("./engine-start.sh", import.meta.url));

/** Whether the engine is the tests' own, which they may end: no other answers. */
export const ownEngine = (await findEngine()) === undefined;

/** What tests with containers lack: an engine that answers, or one that root can start for the tests alone. */
export async function missingForEngine(): Promise<readonly Missing[]> {
  if ((await findEngine()) !== undefined) return [];
  if (process.getuid?.() !== 0) return [noEngine];
  return missingPrograms([
    { program: "dockerd", debianPackage: "docker.io" },
    { program: "mmdebstrap", debianPackage: "mmdebstrap" },
  ]);
}

/** The machine's engine, or else the tests' own, with the image of the nodes. From here on DOCKER_HOST names it. */
export async function useEngine(): Promise<void> {
  if ((await findEngine()) === undefined) {
    process.env.DOCKER_HOST = `unix://${inject("engineFolder")}/docker.sock`;
    if ((await findEngine()) === undefined) await startEngine();
  }
  const progress = () => {};
  await docker.prepare?.({ networks: [], signal: AbortSignal.timeout(240_000), progress });
}

/** Starts the tests' own engine; it outlives this test file. */
export async function startEngine(): Promise<void> {
  const folder = inject("engineFolder");
  const log = openSync(join(folder, "log"), "a");
  const child = spawn("unshare", ["--mount", "sh", script, folder], {
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

/** As its service does when it is stopped: the containers end with it. */
export async function stopEngine(): Promise<void> {
  const file = join(inject("engineFolder"), "dockerd.pid");
  process.kill(Number(await readFile(file, "utf8")), "SIGTERM");
  await until(async () => (existsSync(file) ? undefined : true));
}

async function lastWords(folder: string): Promise<string> {
  const text = await readFile(join(folder, "log"), "utf8");
  return `dockerd ended: ${text.trim().split("\n").slice(-3).join("\n")}`;
}
