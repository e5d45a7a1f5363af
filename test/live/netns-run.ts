import { execFile } from "node:child_process";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import type { StartedNode } from "../../lab/runtime/runtime.ts";

/** Runs a program inside a node to its end. */
export async function run(node: StartedNode | undefined, ...argv: readonly string[]) {
  if (node === undefined) throw new Error("no such node");
  const started = await node.spawn(argv);
  const [stdout, stderr, ended] = await Promise.all([
    text(started.stdout),
    text(started.stderr),
    started.exited,
  ]);
  return { stdout, stderr, ...ended };
}

/** Asks again until the answer is there; the limit only means that the test hangs. */
export async function until<Answer>(
  ask: () => Promise<Answer | undefined>,
  limitMs = 30_000,
): Promise<Answer> {
  const deadlineMs = performance.now() + limitMs;
  while (performance.now() < deadlineMs) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`waited ${limitMs} ms in vain`);
}

/** Runs a program of this machine to its end. */
export async function finish(program: string, argv: readonly string[]) {
  const none = { code: 0 as number | null, stdout: "", stderr: "" };
  return promisify(execFile)(program, argv, { maxBuffer: 1 << 24 }).then(
    (output) => ({ ...none, ...output }),
    (error: typeof none) => error,
  );
}
