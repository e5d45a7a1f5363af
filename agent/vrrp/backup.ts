import type { Candidate } from "./election.ts";
import type { Backup, Step, VrrpSettings, VrrpState } from "./state.ts";
import { log, step } from "./step.ts";
import { masterDownMs, skewMs } from "./timer.ts";

/** Begins to listen. */
export function becomeBackup(state: VrrpState, settings: VrrpSettings, nowMs: number, detail = ""): Step {
  const role = listenFrom(nowMs, state.priority, settings);
  return step({ ...state, role }, [
    log(settings, `Entering BACKUP STATE${detail}`),
    { kind: "notify", state: "BACKUP", priority: state.priority },
  ]);
}

/** RFC 3768 §6.4.2, with keepalived's nopreempt and preempt_delay. */
export function backupHears(
  state: VrrpState,
  role: Backup,
  rival: Candidate,
  settings: VrrpSettings,
  nowMs: number,
): Step {
  const { priority } = state;
  if (rival.priority === 0) {
    const waiting: Backup = {
      ...role,
      sinceMs: nowMs,
      waitFor: "resigned",
      wakeAtMs: nowMs + skewMs(priority),
    };
    return step({ ...state, role: waiting }, [log(settings, "Backup received priority 0 advertisement")]);
  }
  const listening = listenFrom(nowMs, priority, settings);
  if (rival.priority >= priority || settings.nopreempt) return step({ ...state, role: listening });
  if (settings.preemptDelayMs === 0) return discard(state, rival, settings);
  if (role.preemptAtMs === undefined) {
    const seconds = (settings.preemptDelayMs / 1000).toFixed(6);
    const delayed = { ...listening, preemptAtMs: nowMs + settings.preemptDelayMs };
    return step({ ...state, role: delayed }, [log(settings, `start preempt delay (${seconds})`)]);
  }
  if (nowMs >= role.preemptAtMs) return discard(state, rival, settings);
  return step({ ...state, role: { ...listening, preemptAtMs: role.preemptAtMs } });
}

/** The same wait with another priority: the skew changes, not when the wait began. */
export function backupWaitsUntil(role: Backup, priority: number, settings: VrrpSettings): Backup {
  const waitMs = role.waitFor === "resigned" ? skewMs(priority) : masterDownMs(priority, settings.advertMs);
  return { ...role, wakeAtMs: role.sinceMs + waitMs };
}

/** A weaker master is not listened to: the timer runs on, and ends its time. */
function discard(state: VrrpState, rival: Candidate, settings: VrrpSettings): Step {
  const message = `received lower priority (${rival.priority}) advert from ${rival.address} - discarding`;
  return step(state, [log(settings, message)]);
}

function listenFrom(nowMs: number, priority: number, settings: VrrpSettings): Backup {
  const wakeAtMs = nowMs + masterDownMs(priority, settings.advertMs);
  return { kind: "backup", sinceMs: nowMs, waitFor: "master-down", wakeAtMs };
}
