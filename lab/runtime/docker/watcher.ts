import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { findEngine } from "./engine.ts";
import { removeLab } from "./remove.ts";

/**
 * Outlives the harness. Its standard input ends with the harness: without the word "done" before, the harness was
 * killed, and what carries the lab's id is removed.
 */
const [labId = ""] = process.argv.slice(2);
/** A request that the harness made just before its end may still be under way: look again until all is quiet. */
const quietMs = 1500;
const pauseMs = 250;
/** An engine that is being restarted gets this long. */
const patienceMs = 60_000;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});
if ((await text(process.stdin)) !== "done\n") await removeUntilQuiet();

async function removeUntilQuiet(): Promise<void> {
  const lastMs = performance.now() + patienceMs;
  for (let stillMs = 0; stillMs < quietMs && performance.now() < lastMs; stillMs += pauseMs) {
    if (!(await isRemoved())) stillMs = 0;
    await sleep(pauseMs);
  }
}

/** False as long as the engine refuses, or does not answer, or there was something to remove. */
async function isRemoved(): Promise<boolean> {
  const engine = await findEngine();
  if (engine === undefined) return false;
  return removeLab(engine, labId).then(
    (count) => count === 0,
    () => false,
  );
}
