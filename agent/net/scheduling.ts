import { readdirSync } from "node:fs";
import { setPriority } from "node:os";
import { koffi, libc } from "./libc.ts";
import { checked } from "./system-error.ts";

/** Of sched_setattr: the C library of Debian 12 has no function for it. */
const setAttributesNumbers: Readonly<Record<string, number>> = { x64: 314, arm64: 274 };
/** The shortest that there is. */
const shortTurnNs = 100_000n;
const SCHED_OTHER = 0;
const SCHED_RR = 2;
/** What this process starts runs with the ordinary priority: sched(7). */
const SCHED_RESET_ON_FORK = 0x40000000;

/** −20 … 19 for all threads of this process. Throws the system's error where it is not permitted. */
export function setNice(nice: number): void {
  for (const thread of readdirSync("/proc/self/task")) setPriority(Number(thread), nice);
}

/**
 * Linux (6.12 on) lets whoever asks for short turns run as soon as it is woken up, in place of one with longer ones that
 * is at work: sched_setattr(2), Documentation/scheduler/sched-eevdf. Also for what is started from now on. Older kernels
 * take it and do nothing. Throws ERR_NET_PERMISSION where it is not permitted.
 */
export function takeShortTurns(nice: number): void {
  const number = setAttributesNumbers[process.arch];
  if (number === undefined) return;
  const call = koffi()
    .load("libc.so.6")
    .func("long syscall(long number, long process, void *attributes, long flags)");
  const view = new DataView(new ArrayBuffer(48));
  view.setUint32(0, view.byteLength, true);
  view.setInt32(16, nice, true);
  view.setBigUint64(24, shortTurnNs, true);
  checked("sched_setattr", call(number, 0, new Uint8Array(view.buffer), 0) as number);
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
