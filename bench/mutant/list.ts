/** One mistake in a core of the agent: `find` stands there exactly once. */
export interface Mutant {
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

const vrrp = (file: string, name: string, find: string, replace: string): Mutant => ({
  name,
  file: `agent/vrrp/${file}`,
  find,
  replace,
});

/** Mistakes that a hand could make: wrong comparisons, lost timers, stale state, forgotten actions. */
export const mutants: readonly Mutant[] = [
  vrrp("timer.ts", "the skew counts from 255", "(256 - priority)", "(255 - priority)"),
  vrrp(
    "timer.ts",
    "the skew of version 3 is one of seconds",
    "version === 2 ? 1000 : advertMs",
    "version === 2 ? 1000 : 1000",
  ),
  vrrp("timer.ts", "two missed adverts suffice", "pace.downAdverts ?? 3", "pace.downAdverts ?? 2"),
  vrrp(
    "election.ts",
    "the lower priority wins",
    "rival.priority > own.priority",
    "rival.priority < own.priority",
  ),
  vrrp("election.ts", "the lower address wins", "own.address) > 0", "own.address) < 0"),
  vrrp("backup.ts", "equals are preempted", "rival.priority >= priority ||", "rival.priority > priority ||"),
  vrrp("backup.ts", "nopreempt is forgotten", " || settings.nopreempt)", ")"),
  vrrp(
    "backup.ts",
    "a farewell is an advert like any other",
    "if (rival.priority === 0) return",
    "if (rival.priority < 0) return",
  ),
  vrrp(
    "backup.ts",
    "after a farewell the whole wait runs",
    "nowMs + skewMs(state.priority",
    "nowMs + masterDownMs(state.priority",
  ),
  vrrp(
    "backup.ts",
    "an advert does not restart the timer",
    "{ ...state, role: listening }",
    "{ ...state, role }",
  ),
  vrrp("backup.ts", "preempt_delay never ends", "nowMs >= role.preemptAtMs", "nowMs < role.preemptAtMs"),
  vrrp(
    "backup.ts",
    "the master's interval is not learned",
    "const master = { masterAdvertMs: rival.advertMs,",
    "const master = { masterAdvertMs,",
  ),
  vrrp(
    "watched.ts",
    "a changed priority leaves the timer stale",
    'before.role.kind === "backup"\n      ? ',
    'before.role.kind === "init"\n      ? ',
  ),
  vrrp(
    "machine.ts",
    "a timer is heeded early",
    "if (nowMs < state.role.wakeAtMs) return",
    "if (nowMs < 0) return",
  ),
  vrrp(
    "master.ts",
    "the next advert is not planned",
    "advertAtMs = (late ? nowMs : advertAtMs) + settings.advertMs",
    "advertAtMs = Number.POSITIVE_INFINITY",
  ),
  vrrp("master.ts", "lateness adds up", "(late ? nowMs : advertAtMs)", "(late ? advertAtMs : nowMs + 25)"),
  vrrp(
    "master.ts",
    "a new master says nothing",
    '    { kind: "send-advert", priority: state.priority },\n    { kind: "add-addresses" },\n    { kind: "announce", repeat: garp.repeat },\n    ...reasons',
    '    { kind: "add-addresses" },\n    { kind: "announce", repeat: garp.repeat },\n    ...reasons',
  ),
  vrrp(
    "master.ts",
    "who yields keeps the addresses",
    '    ...last,\n    { kind: "remove-addresses" },',
    "    ...last,",
  ),
  vrrp(
    "master.ts",
    "no farewell",
    '{ kind: "send-advert", priority: 0 }',
    '{ kind: "send-advert", priority: state.priority }',
  ),
  vrrp(
    "master.ts",
    "who resigns keeps the addresses",
    '    ...(state.linkUp && state.primaryAddress !== undefined ? farewell : []),\n    { kind: "remove-addresses" },',
    "    ...(state.linkUp && state.primaryAddress !== undefined ? farewell : []),",
  ),
  vrrp(
    "master.ts",
    "a better rival is answered",
    "if (outranks(rival, own)) return",
    "if (outranks(own, rival)) return",
  ),
  vrrp(
    "master.ts",
    "a losing advert is not answered",
    ': [{ kind: "send-advert", priority: state.priority } as const];\n  if (nowMs - role.announcedAtMs',
    ": [];\n  if (nowMs - role.announcedAtMs",
  ),
  vrrp(
    "master.ts",
    "lost addresses do not matter",
    'if (state.role.kind !== "master") return step(state);\n  const next = becomeBackup',
    'if (state.role.kind !== "backup") return step(state);\n  const next = becomeBackup',
  ),
  vrrp(
    "fault.ts",
    "a fault leaves the addresses",
    'state.role.kind === "master" ? resign(state, settings) : []',
    'state.role.kind === "backup" ? resign(state, settings) : []',
  ),
  vrrp(
    "fault.ts",
    "out of a fault straight to MASTER",
    "settings.priority === 255\n    ? becomeMaster",
    "settings.priority > 0\n    ? becomeMaster",
  ),
  vrrp(
    "obstacle.ts",
    "a lost link does not matter",
    "!state.linkUp && !settings.dontTrackPrimary",
    "!state.linkUp && settings.dontTrackPrimary",
  ),
  vrrp("track.ts", "rise and fall are mixed up", "succeeded ? rise : fall", "succeeded ? fall : rise"),
  vrrp(
    "track.ts",
    "results in a row are not counted anew",
    "{ ...health, contrary: 0 }",
    "{ ...health, contrary: 1 }",
  ),
  vrrp("slept.ts", "a night asleep is waited for again", "Math.min(forMs, nowMs - sinceMs)", "forMs"),
  vrrp("slept.ts", "a backup that slept trusts its timer", "wakeAtMs: wakeAtMs + byMs", "wakeAtMs"),
  vrrp(
    "slept.ts",
    "a master that slept goes on",
    "later(role, forMs, nowMs) : doubting(role, nowMs)",
    "later(role, forMs, nowMs) : role",
  ),
  vrrp("vigil.ts", "a sleep is not noticed", "gapMs >= longestGapMs", "gapMs >= 1e9"),
];
