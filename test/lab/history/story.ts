import type { HistoryEvent } from "../../../lab/history/event.ts";
import type { Promised } from "../../../lab/oracle/promise.ts";

/** What goes differently from the good course of the exercise. */
export interface Story {
  readonly trials?: number;
  /** The time from the owner's last advert to the kill. */
  readonly sinceAdvertMs?: number;
  /** How much later than the protocol says the other one takes over. */
  readonly delayMs?: number;
  readonly probeIntervalMs?: number;
  readonly stopped?: "lb2";
  readonly configuredVip?: string;
  /** A stranger on the segment announces the same id. */
  readonly stranger?: boolean;
  readonly appDown?: string;
  readonly appSick?: string;
  readonly takeoverBlocked?: boolean;
  readonly noFailback?: boolean;
  /** The probe does not work for so long around the kill. */
  readonly starvedMs?: number;
  readonly expectations?: readonly string[];
  /** Both daemons hold a watch connection. */
  readonly watches?: true;
  /** How long after the kill the other one takes over, whatever the protocol says. */
  readonly tookMs?: number;
}

const vip = "192.168.1.100";
const addresses = { lb1: "192.168.1.101", lb2: "192.168.1.102" } as const;
const apps = ["app1", "app2", "app3"] as const;
const loadMs = 5000;
const trialMs = 24_000;
const skewMs = ((256 - 102) / 256) * 1000;
type Balancer = keyof typeof addresses;

export function promiseOfCourse(configuredVip = vip, watches?: true): Promised {
  const common = {
    virtualRouterId: 51,
    advertMs: 1000,
    virtualAddresses: [configuredVip],
    preempts: true,
    settleMs: 2000,
    ...(watches ? { watches } : {}),
  };
  return {
    vip,
    algorithm: "roundrobin",
    balancers: [
      { node: "lb1", address: addresses.lb1, priority: 103, ...common },
      { node: "lb2", address: addresses.lb2, priority: 102, ...common },
    ],
    servers: apps.map((name) => ({
      name,
      node: name,
      backup: name === "app3",
      checked: true,
      checkMs: 2000,
      expectedShare: name === "app3" ? 0 : 0.5,
    })),
  };
}

/** When what happens in a trial; absolute. */
interface Times {
  readonly adverts: number;
  readonly strike: number;
  readonly takeover: number;
  readonly heal: number;
  readonly failback: number;
  readonly end: number;
}

function timesOf(story: Story, trial: number): Times {
  const fromMs = loadMs + trial * trialMs;
  const adverts = fromMs + 3000;
  const strike = adverts + (story.sinceAdvertMs ?? 400);
  const protocol = adverts + 3000 + skewMs + (story.delayMs ?? 0);
  const takeover = story.tookMs === undefined ? protocol : strike + story.tookMs;
  return {
    adverts,
    strike,
    takeover,
    heal: fromMs + 12_000,
    failback: fromMs + 16_500,
    end: fromMs + trialMs,
  };
}

/** The history of the exercise as it went in this story: VRRP, addresses, probes, health checks, everything. */
export function historyOf(story: Story = {}): HistoryEvent[] {
  const trials = Array.from({ length: story.trials ?? 1 }, (_, index) => timesOf(story, index));
  const endMs = loadMs + trials.length * trialMs;
  return [
    runEvent(story),
    ...["create", "start"].map(
      (phase, index) => ({ atMs: index + 1, node: "", kind: "phase", phase }) as HistoryEvent,
    ),
    { atMs: loadMs, node: "", kind: "phase", phase: "load" },
    { atMs: loadMs + 2000, node: "", kind: "phase", phase: "fault" },
    { atMs: endMs, node: "", kind: "phase", phase: "report" },
    { atMs: 10, node: "client", kind: "capture", action: "start", clock: "kernel" },
    ...nodeEvents(story),
    {
      atMs: 8,
      node: "lb1",
      kind: "version",
      program: "keepalived",
      version: "Keepalived v2.2.7 (01/16,2022)",
    },
    ...trials.flatMap((times, index) => faultEvents(times, index, story)),
    ...addressEvents(trials, story),
    ...advertEvents(trials, story),
    ...healthEvents(trials, endMs, story),
    ...vipProbes(trials, endMs, story),
    ...httpProbes(trials, endMs, story),
  ];
}

function runEvent({ expectations = [], configuredVip, watches }: Story): HistoryEvent {
  return {
    atMs: 0,
    node: "",
    kind: "run",
    version: "0.1.0",
    scenario: "course",
    topology: "bascule-course",
    runtime: "netns",
    stack: "agent",
    seed: 1,
    startedAt: "2026-11-21T08:00:00.000Z",
    host: { kernel: "6.18", cpus: 2, node: "v26.10.0" },
    labId: "abc123",
    promise: promiseOfCourse(configuredVip, watches),
    expectations: expectations.map((check) => ({ check, options: {} })),
    exercise: true,
  };
}

function nodeEvents({ stopped }: Story): HistoryEvent[] {
  const started = ["lb1", "lb2", ...apps, "client"].map(
    (node): HistoryEvent => ({ atMs: 5, node, kind: "node", state: "started" }),
  );
  if (stopped === undefined) return started;
  const killed = { atMs: loadMs + 100, node: stopped } as const;
  return [
    ...started,
    { ...killed, kind: "fault", fault: "kill", action: "inject", trial: 0, doneMs: loadMs + 110 },
    { ...killed, kind: "node", state: "killed" },
  ];
}

/** With a wrong VIP nobody owns the right one, so that the scenario finds no master to strike. */
function strikes({ configuredVip }: Story): boolean {
  return configuredVip === undefined;
}

function faultEvents({ strike, heal }: Times, trial: number, story: Story): HistoryEvent[] {
  if (!strikes(story)) return [];
  return [
    { atMs: strike, node: "lb1", kind: "fault", fault: "kill", action: "inject", trial, doneMs: strike + 3 },
    { atMs: strike, node: "lb1", kind: "node", state: "killed" },
    { atMs: heal, node: "lb1", kind: "fault", fault: "kill", action: "heal", trial, doneMs: heal + 50 },
    { atMs: heal, node: "lb1", kind: "node", state: "started" },
  ];
}

function takesOver(story: Story): boolean {
  return strikes(story) && !story.takeoverBlocked && story.stopped !== "lb2";
}

/** Who owns the virtual IP at that moment. */
function ownerAt(atMs: number, trials: readonly Times[], story: Story): Balancer | undefined {
  if (!strikes(story)) return undefined;
  const times = trials.findLast(({ strike }) => strike <= atMs);
  if (times === undefined) return "lb1";
  if (!takesOver(story)) return atMs >= times.failback ? "lb1" : undefined;
  if (atMs < times.takeover) return undefined;
  return atMs >= times.failback && !story.noFailback ? "lb1" : "lb2";
}

function addressEvents(trials: readonly Times[], story: Story): HistoryEvent[] {
  const events: HistoryEvent[] = [];
  const say = (atMs: number, node: Balancer, action: "add" | "remove", ip = vip) =>
    events.push({ atMs, node, kind: "address", action, address: `${ip}/24`, device: "eth0" });
  for (const node of ["lb1", "lb2"] as const) say(6, node, "add", addresses[node]);
  if (!strikes(story)) return events;
  say(3600, "lb1", "add");
  for (const { takeover, failback } of trials) {
    if (takesOver(story)) {
      say(takeover, "lb2", "add");
      events.push({ atMs: takeover - 0.5, node: "lb2", kind: "log", line: "(VI_1) Entering MASTER STATE" });
      events.push({
        ...{ atMs: takeover + 0.4, node: "lb2", kind: "arp", operation: "request", gratuitous: true },
        ...{ senderMac: "02:00:00:00:00:02", senderIp: vip, targetIp: vip },
      });
    }
    if (story.noFailback && takesOver(story)) continue;
    say(failback, "lb1", "add");
    if (takesOver(story)) say(failback + 0.8, "lb2", "remove");
  }
  return events;
}

function advertEvents(trials: readonly Times[], story: Story): HistoryEvent[] {
  const events: HistoryEvent[] = [];
  const advert = (atMs: number, node: string, source: string, priority: number) => {
    const fields = { version: 2, virtualRouterId: 51, priority, advertMs: 1000 };
    events.push({ atMs, node, kind: "advert", source, ...fields, addresses: [story.configuredVip ?? vip] });
  };
  const endMs = trials.at(-1)?.end ?? 0;
  for (let atMs = 4000; atMs < endMs; atMs += 1000) {
    const owner = strikes(story) ? ownerAt(atMs, trials, story) : "lb1";
    if (owner !== undefined) advert(atMs, owner, addresses[owner], owner === "lb1" ? 103 : 102);
    if (story.stranger) advert(atMs + 300, "client", "192.168.1.66", 50);
  }
  for (const { takeover } of trials) if (takesOver(story)) advert(takeover + 0.2, "lb2", addresses.lb2, 102);
  return events;
}

function healthEvents(trials: readonly Times[], endMs: number, story: Story): HistoryEvent[] {
  const events: HistoryEvent[] = [];
  for (let atMs = 4500; atMs < endMs; atMs += 2000) {
    for (const app of apps) {
      for (const balancer of ["lb1", "lb2"] as const) {
        if (app === story.appDown || (balancer === story.stopped && atMs > loadMs)) continue;
        const dead = strikes(story) && trials.some(({ strike, heal }) => atMs >= strike && atMs < heal);
        if (balancer === "lb1" && dead) continue;
        const status = app === story.appSick ? 503 : 200;
        events.push({ atMs, node: app, kind: "health", status, remote: addresses[balancer] });
      }
    }
  }
  return events;
}

function probing(probe: "vip" | "http", intervalMs: number, endMs: number): HistoryEvent[] {
  const common = { node: "client", kind: "probing", probe, intervalMs, deadlineMs: 500 } as const;
  return [
    { atMs: 4000, action: "start", ...common },
    { atMs: endMs, action: "stop", ...common },
  ];
}

function vipProbes(trials: readonly Times[], endMs: number, story: Story): HistoryEvent[] {
  const intervalMs = story.probeIntervalMs ?? 5;
  const events = probing("vip", intervalMs, endMs);
  for (let dueMs = 4000; dueMs < endMs; dueMs += intervalMs) {
    const starving = trials.find(({ strike }) => Math.abs(dueMs - strike) < (story.starvedMs ?? 0) / 2);
    if (starving !== undefined) continue;
    const by = ownerAt(dueMs, trials, story);
    const answer = by === undefined ? { replyMs: null } : { replyMs: dueMs + 0.2, by };
    events.push({ atMs: dueMs, node: "client", kind: "probe", probe: "vip", dueMs, ...answer });
  }
  return events;
}

function httpProbes(trials: readonly Times[], endMs: number, story: Story): HistoryEvent[] {
  const events = probing("http", 50, endMs);
  const working = ["app1", "app2"].filter((app) => app !== story.appDown && app !== story.appSick);
  let turn = 0;
  for (let dueMs = 4000; dueMs < endMs; dueMs += 50) {
    const owner = ownerAt(dueMs, trials, story);
    const by = working[turn % working.length] ?? "app3";
    if (owner !== undefined) turn += 1;
    const answer =
      owner === undefined ? { replyMs: null, error: "deadline" } : { replyMs: dueMs + 1, by, status: 200 };
    events.push({ atMs: dueMs, node: "client", kind: "probe", probe: "http", dueMs, ...answer });
  }
  return events;
}
