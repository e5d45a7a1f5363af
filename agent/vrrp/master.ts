import { becomeBackup } from "./backup.ts";
import { heedless, unheededAdverts } from "./deaf-rival.ts";
import { outranks, type Rival } from "./election.ts";
import { standReady } from "./member.ts";
import type { Master, Step, VrrpAction, VrrpSettings, VrrpState } from "./state.ts";
import { log, step } from "./step.ts";

/** A rival is answered at most so often an interval: a storm of losing adverts must not become a storm of ours. */
const answersAnInterval = 10;
const announcedAfterDoubtMs = 20;

/** Nobody better is there: RFC 3768 §6.4.2. A member of a sync group waits for the others. */
export function becomeMaster(
  state: VrrpState,
  settings: VrrpSettings,
  nowMs: number,
  why = "Receive advertisement timeout",
): Step {
  return settings.syncGroup === undefined
    ? takeOver(state, settings, nowMs, [log(settings, why)])
    : standReady(state, settings, nowMs, why);
}

/** The advert goes first, so that the old master lets go at once. */
export function takeOver(
  state: VrrpState,
  settings: VrrpSettings,
  nowMs: number,
  reasons: readonly VrrpAction[] = [],
): Step {
  const { garp } = settings;
  const role = withWake({
    advertAtMs: nowMs + settings.advertMs,
    announceAtMs: later(nowMs, garp.delayMs),
    announceRepeat: garp.repeat,
    refreshAtMs: later(nowMs, garp.refreshMs),
    announcedAtMs: nowMs,
    answeredAtMs: nowMs,
    unheeded: 0,
  });
  return step({ ...state, role }, [
    { kind: "send-advert", priority: state.priority },
    { kind: "add-addresses" },
    { kind: "announce", repeat: garp.repeat },
    ...reasons,
    log(settings, "Entering MASTER STATE"),
    log(settings, "setting VIPs.", "detail"),
    { kind: "notify", state: "MASTER", priority: state.priority },
  ]);
}

/** Its own timers: the next advert, the second round of gratuitous ARP, the next reminder. */
export function masterWakes(state: VrrpState, role: Master, settings: VrrpSettings, nowMs: number): Step {
  if (role.doubtUntilMs !== undefined) return endDoubt(state, role, settings, nowMs);
  const actions: VrrpAction[] = [];
  let { advertAtMs, announceAtMs, announcedAtMs, refreshAtMs } = role;
  const { garp } = settings;
  if (nowMs >= advertAtMs) {
    actions.push({ kind: "send-advert", priority: state.priority });
    // From when it was due, so that lateness does not add up; a sleeper starts anew, so that it does not rush.
    const late = nowMs - advertAtMs >= settings.advertMs;
    advertAtMs = (late ? nowMs : advertAtMs) + settings.advertMs;
  }
  if (nowMs >= announceAtMs) {
    actions.push({ kind: "announce", repeat: role.announceRepeat });
    announceAtMs = Number.POSITIVE_INFINITY;
    announcedAtMs = nowMs;
  }
  if (nowMs >= refreshAtMs) {
    actions.push({ kind: "announce", repeat: garp.refreshRepeat });
    refreshAtMs = later(nowMs, garp.refreshMs);
  }
  const next = withWake({ ...role, advertAtMs, announceAtMs, announcedAtMs, refreshAtMs });
  return step({ ...state, role: next }, actions);
}

/**
 * Nobody else is master: what was due meanwhile is made up for. The announcement comes a moment later: what is sent for an
 * address passes once all instances of the daemon have looked around.
 */
function endDoubt(
  state: VrrpState,
  { doubtUntilMs: _, ...role }: Master,
  settings: VrrpSettings,
  nowMs: number,
): Step {
  const announceAtMs = nowMs + announcedAfterDoubtMs;
  const announced = { ...role, announceAtMs, announceRepeat: settings.garp.repeat };
  const { state: next, actions } = masterGoesOn(state, announced, settings, nowMs);
  return step(
    next,
    actions.filter(({ kind }) => kind !== "announce"),
  );
}

/** With other settings: new addresses are set, those that stay are not touched, and everybody hears the new priority. */
export function masterGoesOn(state: VrrpState, role: Master, settings: VrrpSettings, nowMs: number): Step {
  const { advertMs, garp } = settings;
  const times = {
    advertAtMs: nowMs + advertMs,
    refreshAtMs: later(nowMs, garp.refreshMs),
    announcedAtMs: nowMs,
  };
  return step({ ...state, role: withWake({ ...role, ...times }) }, [
    { kind: "send-advert", priority: state.priority },
    { kind: "add-addresses" },
    { kind: "announce", repeat: garp.repeat },
  ]);
}

/** RFC 3768 §6.4.3; a rival that loses is answered at once, as RFC 9568 §6.4.3 has it. */
export function masterHears(
  state: VrrpState,
  role: Master,
  rival: Rival,
  settings: VrrpSettings,
  nowMs: number,
): Step {
  if (role.doubtUntilMs !== undefined)
    return rival.priority > 0 ? yieldTo(state, rival, settings, nowMs) : step(state);
  const own = { priority: state.priority, address: state.primaryAddress ?? "0.0.0.0" };
  if (outranks(rival, own)) return yieldTo(state, rival, settings, nowMs);
  if (nowMs - role.answeredAtMs < settings.advertMs / answersAnInterval) return step(state);
  const answered = { ...role, answeredAtMs: nowMs };
  if (rival.priority > 0) return insist(state, answered, rival, settings, nowMs);
  return step({ ...state, role: answered }, [{ kind: "send-advert", priority: state.priority }]);
}

/** As the original: without its addresses a master is none, and whoever is next may have them. */
export function loseAddresses(state: VrrpState, settings: VrrpSettings, nowMs: number): Step {
  if (state.role.kind !== "master") return step(state);
  const next = becomeBackup(state, settings, nowMs);
  return step(next.state, [...resign(state, settings), ...next.actions]);
}

/** What a master does before it lets go: everybody may know at once, and nobody finds two. */
export function resign(state: VrrpState, settings: VrrpSettings): readonly VrrpAction[] {
  const farewell = [{ kind: "send-advert", priority: 0 }, log(settings, "sent 0 priority")] as const;
  return [
    ...(state.linkUp && state.primaryAddress !== undefined ? farewell : []),
    { kind: "remove-addresses" },
    log(settings, "removing VIPs.", "detail"),
  ];
}

function yieldTo(state: VrrpState, rival: Rival, settings: VrrpSettings, nowMs: number): Step {
  const compared = rival.priority < state.priority ? "lower" : "higher";
  const why =
    rival.priority === state.priority
      ? `same priority ${rival.priority} but higher IP address than ours`
      : `${compared} priority ${rival.priority}, ours ${state.priority}`;
  const { advertMs: masterAdvertMs, address: masterAddress } = rival;
  const next = becomeBackup(state, settings, nowMs, { masterAdvertMs, masterAddress });
  // The other one hears of a weaker master, and announces its addresses once more, after ours.
  const last = settings.higherPrioSendAdvert
    ? [{ kind: "send-advert", priority: state.priority } as const]
    : [];
  return step(next.state, [
    ...last,
    { kind: "remove-addresses" },
    log(settings, `Master received advert from ${rival.address} with ${why}`),
    ...next.actions,
  ]);
}

/** Two masters met, as after a partition: the addresses are announced again, at most once an interval. */
function insist(state: VrrpState, role: Master, rival: Rival, settings: VrrpSettings, nowMs: number): Step {
  const answers = settings.lowerPrioNoAdvert
    ? []
    : [{ kind: "send-advert", priority: state.priority } as const];
  if (nowMs - role.announcedAtMs < settings.advertMs) return step({ ...state, role }, answers);
  const unheeded = unheededAdverts(role, rival, nowMs);
  if (heedless(unheeded)) return deferTo(state, rival, settings, nowMs);
  const message = `Received advert from ${rival.address} with lower priority ${rival.priority}, ours ${state.priority}, forcing new election`;
  const { lowerPriorityDelayMs, lowerPriorityRepeat: repeat } = settings.garp;
  const again =
    repeat > 0 ? { announceAtMs: later(nowMs, lowerPriorityDelayMs), announceRepeat: repeat } : {};
  const announced = { ...state, role: withWake({ ...role, ...again, announcedAtMs: nowMs, unheeded }) };
  const announcement = repeat > 0 ? [{ kind: "announce", repeat } as const] : [];
  const heard = { kind: "notify", state: "MASTER_RX_LOWER_PRI", priority: state.priority } as const;
  return step(announced, [...answers, ...announcement, log(settings, message), heard]);
}

/** The weaker one has the last word when it cannot be told. */
function deferTo(state: VrrpState, rival: Rival, settings: VrrpSettings, nowMs: number): Step {
  const message = `${rival.address} of lower priority stays MASTER and discards our adverts, because the lists of virtual addresses differ: we let it, so that no address has two owners`;
  const { advertMs: masterAdvertMs, address: masterAddress } = rival;
  const next = becomeBackup(state, settings, nowMs, { masterAdvertMs, masterAddress, defers: true });
  return step(next.state, [...resign(state, settings), log(settings, message, "warning"), ...next.actions]);
}

function withWake(times: Omit<Master, "kind" | "wakeAtMs">): Master {
  const due = Math.min(times.advertAtMs, times.announceAtMs, times.refreshAtMs);
  const wakeAtMs = times.doubtUntilMs ?? due;
  return { ...times, kind: "master", wakeAtMs };
}

/** A delay of 0 means: not at all. */
function later(nowMs: number, delayMs: number): number {
  return delayMs > 0 ? nowMs + delayMs : Number.POSITIVE_INFINITY;
}
