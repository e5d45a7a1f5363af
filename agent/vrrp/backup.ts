import type { Candidate, Rival } from "./election.ts";
import type { Backup, Step, VrrpSettings, VrrpState } from "./state.ts";
import { log, step } from "./step.ts";
import { tell } from "./tell.ts";
import { masterDownMs, type Pace, skewMs } from "./timer.ts";

/** What is known of the master when a router becomes a backup. */
interface Beginning {
  /** Behind the log line. */
  readonly detail?: string;
  readonly masterAdvertMs?: number;
  readonly masterAddress?: string;
  readonly defers?: true;
}

/** Begins to listen. */
export function becomeBackup(
  state: VrrpState,
  settings: VrrpSettings,
  nowMs: number,
  { detail = "", masterAdvertMs = settings.advertMs, masterAddress, defers }: Beginning = {},
): Step {
  const role = listenFrom(nowMs, state.priority, settings, { masterAdvertMs, masterAddress });
  return step({ ...state, role: defers ? { ...role, defers } : role }, [
    log(settings, `Entering BACKUP STATE${detail}`),
    { kind: "notify", state: "BACKUP", priority: state.priority },
  ]);
}

/** RFC 3768 §6.4.2, with keepalived's nopreempt and preempt_delay. */
export function backupHears(
  state: VrrpState,
  role: Backup,
  rival: Rival,
  settings: VrrpSettings,
  nowMs: number,
): Step {
  const { priority } = state;
  if (rival.priority === 0) return backupHearsFarewell(state, role, settings, nowMs);
  const { masterAdvertMs } = role;
  const { address: masterAddress } = rival;
  const master = { masterAdvertMs: rival.advertMs, masterAddress };
  const listening = listenFrom(nowMs, priority, settings, master);
  const learned =
    rival.advertMs === masterAdvertMs ? [] : [log(settings, learnedText(masterAdvertMs, rival.advertMs))];
  if (rival.priority >= priority || settings.nopreempt) {
    const stopped = role.preemptAtMs === undefined ? [] : [log(settings, "stop preempt delay")];
    return step({ ...state, role: listening }, [...learned, ...stopped]);
  }
  if (role.defers && rival.disagrees)
    return step({ ...state, role: { ...listening, defers: true } }, learned);
  const known = { ...state, role: { ...role, masterAddress } };
  if (settings.preemptDelayMs === 0) return discard(known, rival, settings, nowMs);
  if (role.preemptAtMs === undefined) {
    const seconds = (settings.preemptDelayMs / 1000).toFixed(6);
    const delayed = { ...listening, preemptAtMs: nowMs + settings.preemptDelayMs };
    return step({ ...state, role: delayed }, [...learned, log(settings, `start preempt delay (${seconds})`)]);
  }
  if (nowMs >= role.preemptAtMs) return discard(known, rival, settings, nowMs);
  return step({ ...state, role: { ...listening, preemptAtMs: role.preemptAtMs } }, learned);
}

function backupHearsFarewell(state: VrrpState, role: Backup, settings: VrrpSettings, nowMs: number): Step {
  const wakeAtMs = nowMs + skewMs(state.priority, pace(role, settings));
  const waiting: Backup = { ...role, sinceMs: nowMs, waitFor: "resigned", wakeAtMs };
  return step({ ...state, role: waiting }, [log(settings, "Backup received priority 0 advertisement")]);
}

/** The same wait with another priority: the skew changes, not when the wait began. */
export function backupWaitsUntil(role: Backup, priority: number, settings: VrrpSettings): Backup {
  const wait = role.waitFor === "resigned" ? skewMs : masterDownMs;
  return { ...role, wakeAtMs: role.sinceMs + wait(priority, pace(role, settings)) };
}

/** A weaker master is not listened to: the timer runs on, and ends its time. */
function discard(state: VrrpState, rival: Candidate, settings: VrrpSettings, nowMs: number): Step {
  const message = `received lower priority (${rival.priority}) advert from ${rival.address} - discarding`;
  return tell(state, "lower-priority", message, settings, nowMs, "info");
}

function learnedText(beforeMs: number, afterMs: number): string {
  return `advertisement interval updated from ${beforeMs}ms to ${afterMs}ms by master`;
}

interface Master {
  readonly masterAdvertMs: number;
  readonly masterAddress: string | undefined;
}

function listenFrom(
  nowMs: number,
  priority: number,
  { version, downTimerAdverts: downAdverts }: VrrpSettings,
  { masterAdvertMs, masterAddress }: Master,
): Backup {
  const wakeAtMs = nowMs + masterDownMs(priority, { version, advertMs: masterAdvertMs, downAdverts });
  const known = masterAddress === undefined ? {} : { masterAddress };
  return { kind: "backup", sinceMs: nowMs, waitFor: "master-down", masterAdvertMs, ...known, wakeAtMs };
}

function pace({ masterAdvertMs }: Backup, { version, downTimerAdverts }: VrrpSettings): Pace {
  return { version, advertMs: masterAdvertMs, downAdverts: downTimerAdverts };
}
