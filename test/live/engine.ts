import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inject } from "vitest";
import { findEngine } from "../../lab/runtime/docker/engine.ts";
import { docker } from "../../lab/runtime/docker/runtime.ts";
import { noEngine } from "../../lab/runtime/docker/usable-engine.ts";
import { missingPrograms } from "../../lab/runtime/program.ts";
import type { Missing } from "../../lab/runtime/runtime.ts";
import { nameEngine, startEngine } from "./engine-process.ts";
import { until } from "./netns-run.ts";

/** What tests with containers lack: an engine that answers, or one that root can start for the tests alone. */
export async function missingForEngine(): Promise<readonly Missing[]> {
  if ((await findEngine()) !== undefined) return [];
  if (process.getuid?.() !== 0) return [noEngine];
  return missingPrograms([
    { program: "dockerd", debianPackage: "docker.io" },
    { program: "mmdebstrap", debianPackage: "mmdebstrap" },
  ]);
}

/**
 * The machine's engine, or else the tests' own, with the image of the nodes. From here on DOCKER_HOST names it. Of
 * test files that run at once the first prepares it, and the others wait.
 */
export async function useEngine(): Promise<void> {
  const folder = inject("engineFolder");
  const isOwn = (await findEngine()) === undefined;
  if (isOwn) nameEngine(folder);
  const outcome = join(folder, "prepared");
  if (await isFirst(join(folder, "preparing"))) {
    const failure = await prepare(isOwn ? folder : undefined).then(() => "", String);
    await writeFile(outcome, failure);
  } else await until(async () => existsSync(outcome) || undefined, 280_000);
  const failure = await readFile(outcome, "utf8");
  if (failure !== "") throw new Error(failure);
}

async function prepare(folder: string | undefined): Promise<void> {
  if (folder !== undefined && (await findEngine()) === undefined) await startEngine(folder);
  await docker.prepare?.({ networks: [], signal: AbortSignal.timeout(240_000), progress: () => {} });
}

async function isFirst(lock: string): Promise<boolean> {
  return mkdir(lock).then(
    () => true,
    () => false,
  );
}
