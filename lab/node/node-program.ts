import { fstatSync } from "node:fs";

/**
 * The life of a program that the lab runs inside a node: `start`, then work until SIGTERM, SIGINT or the end of
 * standard input, then dispose what `start` returned. What `start` throws goes to standard error, exit code 3.
 */
export async function runUntilEnd(start: () => Disposable | AsyncDisposable): Promise<void> {
  let started: Disposable | AsyncDisposable;
  try {
    started = start();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 3;
    return;
  }
  await ended();
  if (Symbol.asyncDispose in started) await started[Symbol.asyncDispose]();
  else started[Symbol.dispose]();
  process.stdin.destroy();
}

function ended(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => resolve());
    // Only a pipe's end means that the harness has gone; /dev/null is at its end from the start.
    if (!isPipe()) return;
    process.stdin.once("end", () => resolve()).once("error", () => resolve());
    process.stdin.resume();
  });
}

function isPipe(): boolean {
  const status = fstatSync(0);
  return status.isFIFO() || status.isSocket();
}
