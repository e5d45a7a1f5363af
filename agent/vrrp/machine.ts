import { becomeBackup } from "./backup.ts";
import { becomeFault } from "./fault.ts";
import { hear } from "./hear.ts";
import { becomeMaster, loseAddresses, masterWakes, resign, takeOver } from "./master.ts";
import { loseMaster } from "./master-gone.ts";
import { yieldWithGroup } from "./member.ts";
import { obstacle } from "./obstacle.ts";
import { reconfigure } from "./reconfigure.ts";
import { hearOfRival, wakeUp } from "./slept.ts";
import { becomeActive, heldBack, standBy } from "./standby.ts";
import type { Step, VrrpEvent, VrrpSettings, VrrpState } from "./state.ts";
import { log, step } from "./step.ts";
import {
  effectivePriority,
  firstVerdicts,
  interfaceKey,
  linkVerdicts,
  processKey,
  type Verdicts,
} from "./track.ts";
import { applyInterface, applyLinks, changeInterface, judge, readValue, reconsider } from "./watched.ts";

/** A router that has not been started. */
export function initialState(settings: VrrpSettings): VrrpState {
  const role = { kind: "init", wakeAtMs: Number.POSITIVE_INFINITY } as const;
  const counters = { dropped: {}, disagreements: 0, toldAtMs: {} };
  const verdicts = firstVerdicts(settings);
  const group = settings.syncGroup === undefined ? {} : ({ others: "unknown" } as const);
  return {
    ...group,
    role,
    linkUp: false,
    verdicts,
    priority: effectivePriority(settings, verdicts),
    ...counters,
  };
}

/**
 * VRRP versions 2 and 3 (RFC 3768 §6.4, RFC 9568 §6.4) with the tracking, start and logging of keepalived 2.2.7. Takes what happened and
 * when, gives the new state and what to do; `state.role.wakeAtMs` is when it wants to be called again.
 */
export function advance(state: VrrpState, event: VrrpEvent, settings: VrrpSettings, nowMs: number): Step {
  return heldBack(state, answer(state, event, settings, nowMs), settings, nowMs);
}

function answer(state: VrrpState, event: VrrpEvent, settings: VrrpSettings, nowMs: number): Step {
  // Also of the farewell: what fails is told.
  if (state.role.kind === "stopped" && event.kind !== "failed") return step(state);
  switch (event.kind) {
    case "start":
      return start(
        applyInterface(applyLinks(state, linkVerdicts(settings, event.linked), settings), event),
        settings,
        nowMs,
        event.delayMs ?? 0,
      );
    case "reconfigured":
      return reconfigured(state, linkVerdicts(settings, event.linked), settings, nowMs);
    case "timer":
      return wake(state, settings, nowMs);
    case "slept":
      return wakeUp(state, event.forMs, settings, nowMs);
    case "rival-answers":
      return hearOfRival(state, event.address, settings, nowMs);
    case "packet":
      return hear(state, event, settings, nowMs);
    case "script":
      return judge(state, event.name, event.verdict, settings, nowMs);
    case "tracked-interface":
      return judge(state, interfaceKey(event.name), event.verdict, settings, nowMs);
    case "tracked-process":
      return judge(state, processKey(event.name), event.verdict, settings, nowMs);
    case "tracked-file":
      return readValue(state, event.name, event.value, settings, nowMs);
    case "interface":
      return changeInterface(state, event, settings, nowMs);
    case "addresses-lost":
      return loseAddresses(state, settings, nowMs);
    case "master-gone":
      return loseMaster(state, event, settings, nowMs);
    case "failed":
      return step(state, [log(settings, `${event.action} failed: ${event.reason}`, "warning")]);
    case "others":
      return reconsider({ ...state, others: event.obstacle }, settings, nowMs);
    case "promoted":
      return state.role.kind === "backup" ? takeOver(state, settings, nowMs) : step(state);
    case "yield":
      return yieldWithGroup(state, settings, nowMs);
    case "standby":
      return (event.on ? standBy : becomeActive)(state, settings, nowMs);
    case "stop":
      return stop(state, settings, event.deleted ? "DELETED" : "STOP");
  }
}

/** The original removes what an earlier run may have left, and begins as a backup whatever `state` says. */
function start(state: VrrpState, settings: VrrpSettings, nowMs: number, delayMs: number): Step {
  const cleared = [log(settings, "removing VIPs.", "detail"), { kind: "remove-addresses" }] as const;
  const held = { ...state, role: { kind: "init", wakeAtMs: nowMs + delayMs } } as const;
  const next = delayMs > 0 ? step(held) : begin(state, settings, nowMs);
  return step(next.state, [...cleared, ...next.actions]);
}

function begin(state: VrrpState, settings: VrrpSettings, nowMs: number): Step {
  const inTheWay = obstacle(state, settings);
  if (inTheWay === "unknown") return step(state);
  if (inTheWay === "down") return becomeFault(state, settings);
  return settings.priority === 255
    ? becomeMaster(state, settings, nowMs)
    : becomeBackup(state, settings, nowMs, { detail: " (init)" });
}

/** Something may stand in the way that did not before, or the reverse. */
function reconfigured(before: VrrpState, links: Verdicts, settings: VrrpSettings, nowMs: number): Step {
  const next = reconfigure(before, links, settings, nowMs);
  const considered = reconsider(next.state, settings, nowMs);
  return step(considered.state, [...next.actions, ...considered.actions]);
}

function wake(state: VrrpState, settings: VrrpSettings, nowMs: number): Step {
  if (nowMs < state.role.wakeAtMs) return step(state);
  if (state.role.kind === "master") return masterWakes(state, state.role, settings, nowMs);
  if (state.role.kind === "backup") return becomeMaster(state, settings, nowMs);
  const ready = { ...state, role: { kind: "init", wakeAtMs: Number.POSITIVE_INFINITY } } as const;
  return state.role.kind === "init" ? begin(ready, settings, nowMs) : step(state);
}

function stop(state: VrrpState, settings: VrrpSettings, why: "STOP" | "DELETED"): Step {
  const actions = state.role.kind === "master" ? resign(state, settings) : [];
  const role = { kind: "stopped", wakeAtMs: Number.POSITIVE_INFINITY } as const;
  return step({ ...state, role }, [...actions, { kind: "notify", state: why, priority: state.priority }]);
}
