import { becomeBackup } from "./backup.ts";
import type { Backup, Master, Step, VrrpSettings, VrrpState } from "./state.ts";
import { log, step } from "./step.ts";

/** In this time whoever took the addresses meanwhile has answered for them, and what waited in the socket is read. */
const secondLookMs = 40;

/**
 * SIGSTOP, a frozen control group, a suspended machine, a starved processor: what went on meanwhile is not known. A
 * backup listens for as long as it would have listened awake. A master does nothing until it has looked around: the
 * others may have given it up.
 */
export function wakeUp(state: VrrpState, forMs: number, settings: VrrpSettings, nowMs: number): Step {
  const { role } = state;
  if (role.kind !== "backup" && role.kind !== "master") return step(state);
  const next = role.kind === "backup" ? later(role, forMs, nowMs) : doubting(role, nowMs);
  const seconds = (forMs / 1000).toFixed(3);
  const words = `slept for ${seconds} s${role.kind === "master" ? ", looks for another master" : ""}`;
  return step({ ...state, role: next }, [log(settings, words, "warning")]);
}

/** Somebody has set our addresses: yields without a word, or they would have two owners. */
export function hearOfRival(state: VrrpState, address: string, settings: VrrpSettings, nowMs: number): Step {
  const { role } = state;
  if (role.kind !== "master" || role.doubtUntilMs === undefined) return step(state);
  const next = becomeBackup(state, settings, nowMs);
  return step(next.state, [
    { kind: "remove-addresses" },
    log(settings, `Another host answers for ${address}`),
    ...next.actions,
  ]);
}

/** At most as if it had begun just now: the clock of the timers stands still while a machine is suspended. */
function later(role: Backup, forMs: number, nowMs: number): Backup {
  const { sinceMs, wakeAtMs, preemptAtMs } = role;
  const byMs = Math.min(forMs, nowMs - sinceMs);
  const delayed = { ...role, sinceMs: sinceMs + byMs, wakeAtMs: wakeAtMs + byMs };
  return preemptAtMs === undefined ? delayed : { ...delayed, preemptAtMs: preemptAtMs + byMs };
}

function doubting(role: Master, nowMs: number): Master {
  const doubtUntilMs = nowMs + secondLookMs;
  return { ...role, doubtUntilMs, wakeAtMs: doubtUntilMs };
}
