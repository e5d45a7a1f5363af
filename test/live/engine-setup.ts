import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the tests' own container engine lives, once a test has started it. */
    readonly engineFolder: string;
  }
}

let keeper: ChildProcess | undefined;

/** All live tests share one engine. Its end hangs on this process's, by a pipe, however this process ends. */
export async function setup({ provide }: TestProject): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "bascule-engine-"));
  const script = fileURLToPath(new URL("./engine-keeper.sh", import.meta.url));
  keeper = spawn("sh", [script, folder], { detached: true, stdio: ["pipe", "ignore", "inherit"] });
  provide("engineFolder", folder);
}

export async function teardown(): Promise<void> {
  keeper?.stdin?.end();
  if (keeper?.exitCode === null) await once(keeper, "exit");
}
