import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const launcher = fileURLToPath(new URL("../../lab/bascule.js", import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command as a user does and resolves when it has ended. */
export async function bascule(args: readonly string[], cwd = process.cwd()): Promise<Ended> {
  const child = spawn(process.execPath, [launcher, "--lang", "en", ...args], {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NO_COLOR: "1" },
  });
  const output = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].setEncoding("utf8").on("data", (chunk: string) => {
      output[stream] += chunk;
    });
  }
  const code = await new Promise<number | null>((ended) => child.once("close", ended));
  return { code, ...output };
}
