import { readdirSync } from "node:fs";
import { setPriority } from "node:os";
import { libc } from "./libc.ts";
import { checked } from "./system-error.ts";

const SCHED_OTHER = 0;
const SCHED_RR = 2;
/** What this process starts runs with the ordinary priority: sched(7). */
const SCHED_RESET_ON_FORK = 0x40000000;

/** −20 … 19 for all threads of this process. Throws the system's error where it is not permitted. */
export function setNice(nice: number): void {
  for (const thread of readdirSync("/proc/self/task")) setPriority(Number(thread), nice);
}

/**
 * What is started from now on has the ordinary priority again; with a `realTimePriority` (1 … 99) this thread runs
 * before all others that have none. Throws ERR_NET_PERMISSION where it is not permitted.
 */
export function scheduleAlone(realTimePriority?: number): void {
  const policy = realTimePriority === undefined ? SCHED_OTHER : SCHED_RR;
  const parameter = new Uint8Array(new Int32Array([realTimePriority ?? 0]).buffer);
  const result = libc().sched_setscheduler(0, policy | SCHED_RESET_ON_FORK, parameter);
  checked("sched_setscheduler", result);
}
