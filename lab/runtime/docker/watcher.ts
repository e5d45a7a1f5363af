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

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});
if ((await text(process.stdin)) !== "done\n") await removeUntilQuiet();

async function removeUntilQuiet(): Promise<void> {
  const engine = await findEngine();
  if (engine === undefined) return; // the next start sweeps
  for (let stillMs = 0; stillMs < quietMs; stillMs += pauseMs) {
    if ((await removeLab(engine, labId)) > 0) stillMs = 0;
    await sleep(pauseMs);
  }
}
