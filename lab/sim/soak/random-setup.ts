import { seededRandom } from "../../../agent/base/random.ts";
import type { Fault } from "../fault.ts";
import type { Scheduled } from "../simulate.ts";
import { ideal, type Timing } from "../timing.ts";
import { boundsOf } from "./bound.ts";
import { nameOf, type RouterSetup, type ScriptSetup, type Setup } from "./setup.ts";

type Random = () => number;

/**
 * A world and all that happens to it, for so many simulated hours; `seed` determines everything. In a share of the worlds the
 * routers watch each other: seventeen heartbeats a second take twenty times as long to play.
 */
export function randomSetup(seed: number, hours: number, watchShare = 0): Setup {
  const random = seededRandom(seed);
  const version = random() < 0.7 ? 2 : 3;
  const advertMs =
    version === 2 ? pick(random, [1000, 1000, 1000, 2000]) : pick(random, [1000, 1000, 500, 100]);
  const count = random() < 0.75 ? 2 : 3;
  const routers = Array.from({ length: count }, () => randomRouter(random, version, advertMs));
  const watch = random() < watchShare;
  const timing = randomTiming(random, advertMs);
  const quiet = {
    seed,
    version,
    unicast: random() < 0.2,
    watch,
    routers,
    timing,
    schedule: [],
    untilMs: hours * 3_600_000,
  } as const;
  const schedule = randomSchedule(random, quiet);
  return { ...quiet, schedule };
}

function randomRouter(random: Random, version: 2 | 3, advertMs: number): RouterSetup {
  return {
    priority: random() < 0.03 ? 255 : random() < 0.2 ? 100 : 1 + Math.floor(random() * 254),
    // Version 3 learns the master's interval; in version 2 all must have the same.
    advertMs: version === 3 && random() < 0.2 ? pick(random, [500, 1000]) : advertMs,
    nopreempt: random() < 0.1,
    preemptDelayMs: random() < 0.1 ? 1000 * Math.floor(1 + random() * 10) : 0,
    clockRate: 1 + (random() - 0.5) * 0.0006,
    ...(random() < 0.3 ? { script: randomScript(random) } : {}),
  };
}

function randomScript(random: Random): ScriptSetup {
  const few = () => 1 + Math.floor(random() * 3);
  return {
    intervalMs: pick(random, [1000, 2000, 5000]),
    weight: pick(random, [0, -60, -2, 2, 60]),
    rise: few(),
    fall: few(),
  };
}

/** Fast networks and slow ones: a packet takes at most a tenth of `scaleMs`, a late one at most a fifth more. */
function randomTiming(random: Random, scaleMs: number): Timing {
  const deliveryMs = (random() ** 3 * scaleMs) / 10;
  const wakeMs = Math.min(20, random() ** 3 * 20);
  const disorder = random() < 0.4;
  return {
    ...ideal,
    deliveryMs: [deliveryMs / 4, deliveryMs],
    wakeMs: [0, wakeMs],
    bootMs: [50, 400],
    guardianMs: [1, 15],
    scriptMs: [1, 20],
    duplicates: disorder ? random() * 0.1 : 0,
    reordered: disorder ? random() * 0.1 : 0,
    reorderMs: disorder ? [0, scaleMs / 5] : [0, 0],
  };
}

/** Troubles come in bursts, with long quiet times in between. */
function randomSchedule(random: Random, setup: Setup): readonly Scheduled[] {
  const { rightMs } = boundsOf(setup);
  const schedule: Scheduled[] = [];
  const makers = troubles(setup);
  let atMs = rightMs * (1 + random());
  while (atMs < setup.untilMs) {
    const [fault, healing] = pick(random, makers)(random);
    schedule.push({ atMs, fault });
    const lastsMs = random() < 0.5 ? random() ** 2 * 10_000 : random() * 2 * rightMs;
    if (healing !== undefined) schedule.push({ atMs: atMs + lastsMs, fault: healing });
    const burst = random() < 0.4;
    atMs += burst ? random() * 5000 : lastsMs + rightMs * (1 + random()) + random() ** 4 * 900_000;
  }
  return schedule.toSorted((a, b) => a.atMs - b.atMs);
}

type Maker = (random: Random) => readonly [Fault, Fault | undefined];

function troubles({ routers, timing }: Setup): readonly Maker[] {
  const names = routers.map((_, index) => nameOf(index));
  const one = (random: Random) => ({ node: pick(random, names) });
  const pairs = [
    ["power-cut", "power-on"],
    ["kill-daemon", "start-daemon"],
    ["stop-daemon", "start-daemon"],
    ["freeze", "thaw"],
    ["suspend", "resume"],
    ["link-down", "link-up"],
  ] as const;
  const onNode = pairs.map(
    ([kind, healing]): Maker =>
      (random) => {
        const { node } = one(random);
        return [
          { kind, node },
          { kind: healing, node },
        ];
      },
  );
  const calm = { kind: "network", loss: 0 } as const;
  const tracked = routers.flatMap(({ script }, index) => (script === undefined ? [] : [nameOf(index)]));
  const script: Maker = (random) => {
    const common = { kind: "script", node: pick(random, tracked), script: "check" } as const;
    return [
      { ...common, outcome: random() < 0.5 ? "fails" : "hangs" },
      { ...common, outcome: "succeeds" },
    ];
  };
  return [
    ...onNode,
    (random) => [{ kind: "partition", nodes: [pick(random, names)] }, { kind: "join" }],
    (random) => [{ kind: "network", loss: random() ** 2 }, calm],
    (random) => [{ kind: "address-removed", ...one(random), address: "10.0.0.100" }, undefined],
    ...(tracked.length > 0 ? [script, script] : []),
    ...(timing.duplicates > 0
      ? [(random: Random) => [{ kind: "network", loss: random() * 0.3 }, calm] as const]
      : []),
  ];
}

function pick<Item>(random: Random, items: readonly Item[]): Item {
  return items[Math.floor(random() * items.length)] as Item;
}
