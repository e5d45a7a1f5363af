import { parseKeepalived } from "../../../agent/config/keepalived/parse.ts";
import { decodeAdvert } from "../../../agent/vrrp/packet.ts";
import { type Fault, strike } from "../fault.ts";
import { ideal } from "../timing.ts";
import { SimWorld } from "../world.ts";
import { addressOf, configText, nameOf, type RouterSetup, type Setup, soakVip } from "./setup.ts";

/** What an advert on the wire says, and when. */
interface Heard {
  readonly atMs: number;
  readonly from: string;
  readonly priority: number;
}

interface Story {
  readonly name: string;
  readonly version: 2 | 3;
  readonly routers: readonly Partial<RouterSetup>[];
  readonly faults: readonly { readonly atMs: number; readonly fault: Fault }[];
  /** When who begins (+) or ceases (-) to own the address: by RFC 3768 §6.1 and RFC 9568 §6.1, computed by hand. */
  readonly owners: readonly (readonly [atMs: number, change: string])[];
}

const skew = (priority: number) => ((256 - priority) * 1000) / 256;
const first = 3000 + skew(200);
const cut = 10_300;
/** r1 sends at `first` + n seconds: the last advert before the cut. */
const lastAdvert = first + 7000;

const two = [{ priority: 200 }, { priority: 100 }] as const;
const node = "r1";

/** Stories with exact ends: nothing takes time but the protocol itself. */
const stories: readonly Story[] = [
  { name: "start", version: 2, routers: two, faults: [], owners: [[first, "+r1"]] },
  {
    name: "an address owner begins at once",
    version: 2,
    routers: [{ priority: 255 }, { priority: 100 }],
    faults: [],
    owners: [[0, "+r1"]],
  },
  {
    name: "power cut",
    version: 2,
    routers: two,
    faults: [{ atMs: cut, fault: { kind: "power-cut", node } }],
    owners: [
      [first, "+r1"],
      [cut, "-r1"],
      [lastAdvert + 3000 + skew(100), "+r2"],
    ],
  },
  {
    name: "orderly stop",
    version: 2,
    routers: two,
    faults: [{ atMs: cut, fault: { kind: "stop-daemon", node } }],
    owners: [
      [first, "+r1"],
      [cut, "-r1"],
      [cut + skew(100), "+r2"],
    ],
  },
  {
    name: "lost link",
    version: 2,
    routers: two,
    faults: [
      { atMs: cut, fault: { kind: "link-down", node } },
      { atMs: 20_300, fault: { kind: "link-up", node } },
    ],
    owners: [
      [first, "+r1"],
      [cut, "-r1"],
      [lastAdvert + 3000 + skew(100), "+r2"],
      [20_300 + first, "+r1"],
      [20_300 + first, "-r2"],
    ],
  },
  {
    name: "address taken away",
    version: 2,
    routers: two,
    faults: [{ atMs: cut, fault: { kind: "address-removed", node, address: soakVip } }],
    owners: [
      [first, "+r1"],
      [cut, "-r1"],
      [cut + skew(100), "+r2"],
      [cut + first, "+r1"],
      [cut + first, "-r2"],
    ],
  },
  {
    // The weaker one's next advert is answered at once (RFC 9568 §6.4.3), and it yields.
    name: "a cut and its end",
    version: 2,
    routers: two,
    faults: [
      { atMs: cut, fault: { kind: "partition", nodes: [node] } },
      { atMs: 20_300, fault: { kind: "join" } },
    ],
    owners: [
      [first, "+r1"],
      [lastAdvert + 3000 + skew(100), "+r2"],
      [lastAdvert + 10_000 + skew(100), "-r2"],
    ],
  },
  {
    name: "a script of weight 60 fails, and succeeds again",
    version: 2,
    routers: [
      { priority: 100, script: { intervalMs: 1000, weight: 60, rise: 2, fall: 2 } },
      { priority: 130 },
    ],
    faults: [
      { atMs: 20_300, fault: { kind: "script", node, script: "check", outcome: "fails" } },
      { atMs: 40_300, fault: { kind: "script", node, script: "check", outcome: "succeeds" } },
    ],
    owners: [
      [3000 + skew(160), "+r1"],
      [24_000 + skew(160) + skew(130), "+r2"],
      [24_000 + skew(160) + skew(130), "-r1"],
      [44_000 + 2 * skew(160) + skew(130), "+r1"],
      [44_000 + 2 * skew(160) + skew(130), "-r2"],
    ],
  },
  {
    name: "a script of weight 0 fails",
    version: 2,
    routers: [
      { priority: 200, script: { intervalMs: 1000, weight: 0, rise: 1, fall: 3 } },
      { priority: 100 },
    ],
    faults: [{ atMs: 20_300, fault: { kind: "script", node, script: "check", outcome: "fails" } }],
    owners: [
      [first, "+r1"],
      [23_000, "-r1"],
      [23_000 + skew(100), "+r2"],
    ],
  },
  {
    name: "nopreempt: who returns leaves the weaker one alone",
    version: 2,
    routers: [{ priority: 200, nopreempt: true }, { priority: 100 }],
    faults: [
      { atMs: cut, fault: { kind: "power-cut", node } },
      { atMs: 20_300, fault: { kind: "power-on", node } },
    ],
    owners: [
      [first, "+r1"],
      [cut, "-r1"],
      [lastAdvert + 3000 + skew(100), "+r2"],
    ],
  },
  {
    name: "equal priorities: who is there stays",
    version: 2,
    routers: [{ priority: 100 }, { priority: 100 }],
    faults: [
      { atMs: cut, fault: { kind: "power-cut", node: "r2" } },
      { atMs: 20_300, fault: { kind: "power-on", node: "r2" } },
    ],
    // Both wake at once, and the higher address wins.
    owners: [
      [3000 + skew(100), "+r1"],
      [3000 + skew(100), "+r2"],
      [3000 + skew(100), "-r1"],
      [cut, "-r2"],
      [12_000 + 2 * skew(100), "+r1"],
    ],
  },
  {
    name: "a backup that slept does not trust its timer",
    version: 2,
    routers: two,
    faults: [
      { atMs: 6000, fault: { kind: "freeze", node: "r2" } },
      { atMs: 6100, fault: { kind: "partition", nodes: [node] } },
      { atMs: 29_950, fault: { kind: "join" } },
      { atMs: 30_000, fault: { kind: "thaw", node: "r2" } },
    ],
    owners: [[first, "+r1"]],
  },
  {
    name: "a backup on a machine that was suspended listens once more, and then takes over",
    version: 2,
    routers: two,
    faults: [
      { atMs: 5300, fault: { kind: "suspend", node: "r2" } },
      { atMs: 5400, fault: { kind: "partition", nodes: ["r2"] } },
      { atMs: cut, fault: { kind: "power-cut", node } },
      { atMs: 30_300, fault: { kind: "resume", node: "r2" } },
      { atMs: 40_000, fault: { kind: "join" } },
    ],
    owners: [
      [first, "+r1"],
      [cut, "-r1"],
      [33_300 + skew(100), "+r2"],
    ],
  },
  {
    name: "version 3: a backup learns the master's interval",
    version: 3,
    routers: [
      { priority: 200, advertMs: 100 },
      { priority: 100, advertMs: 500 },
    ],
    faults: [{ atMs: 10_250, fault: { kind: "power-cut", node } }],
    owners: [
      [300 + 5600 / 256, "+r1"],
      [10_250, "-r1"],
      [10_500 + 5600 / 256 + 15_600 / 256, "+r2"],
    ],
  },
  {
    name: "version 3: the skew is a share of the master's interval",
    version: 3,
    routers: [
      { priority: 200, advertMs: 500 },
      { priority: 100, advertMs: 100 },
    ],
    faults: [{ atMs: 10_250, fault: { kind: "power-cut", node } }],
    owners: [
      [300 + (156 * 100) / 256, "+r2"],
      [1500 + (56 * 500) / 256, "+r1"],
      [1500 + (56 * 500) / 256, "-r2"],
      [10_250, "-r1"],
      [1500 + (56 * 500) / 256 + 8500 + 1500 + (156 * 500) / 256, "+r2"],
    ],
  },
];

/** The names of the stories that end otherwise than the RFC has it, with what was seen. */
export function protocolMistakes(): readonly string[] {
  return stories.flatMap((story) => {
    const { moves, adverts } = play(story);
    const told = moves.map(([atMs, change]) => `${round(atMs)} ${change}`).join(", ");
    const wanted = story.owners.map(([atMs, change]) => `${round(atMs)} ${change}`).join(", ");
    return [
      ...(told === wanted ? [] : [`${story.name}: ${told} instead of ${wanted}`]),
      ...paceMistake(story, adverts),
    ];
  });
}

function play({ version, routers, faults }: Story) {
  const setup: Setup = {
    ...{ seed: 1, version, unicast: false, watch: false, timing: ideal, schedule: [], untilMs: 60_000 },
    routers: routers.map((router) => ({
      priority: 100,
      advertMs: 1000,
      nopreempt: false,
      preemptDelayMs: 0,
      clockRate: 1,
      ...router,
    })),
  };
  const nodes = setup.routers.map((_, index) => ({
    name: nameOf(index),
    interfaces: [{ name: "eth0", address: addressOf(index) }],
    keepalived: parseKeepalived(configText(setup, index), "keepalived.conf").config,
  }));
  const ear = { name: "ear", interfaces: [{ name: "eth0", address: "10.0.0.9" }] };
  const world = new SimWorld({ nodes: [...nodes, ear], timing: ideal }, 1);
  const moves: [number, string][] = [];
  const adverts: Heard[] = [];
  world.watcher = {
    address: ({ name }, _, __, action) =>
      void moves.push([world.nowMs, `${action === "add" ? "+" : "-"}${name}`]),
  };
  const [at] = world.node("ear").interfaces.values();
  if (at !== undefined) {
    at.onFrame = (frame, from) => {
      if (frame.kind !== "vrrp") return;
      const decoded = decodeAdvert(frame.packet.payload, frame.packet);
      if (decoded.ok)
        adverts.push({ atMs: world.nowMs, from: from.host.name, priority: decoded.advert.priority });
    };
  }
  for (const { atMs, fault } of faults) world.timeline.at(atMs, () => strike(world, fault));
  world.start();
  world.runTo(setup.untilMs);
  return { moves, adverts };
}

/** At the end, when all is quiet: one advert an interval, of the owner. */
function paceMistake({ name, routers, owners }: Story, adverts: readonly Heard[]): readonly string[] {
  const owner =
    ["r1", "r2"].find((router) => owners.findLast(([, change]) => change.endsWith(router))?.[1][0] === "+") ??
    "";
  const { advertMs = 1000 } = routers[Number(owner.slice(1)) - 1] ?? {};
  const late = adverts.filter(({ atMs }) => atMs > 50_000);
  const expected = 10_000 / advertMs;
  const strange = late.find(({ from }) => from !== owner);
  if (strange !== undefined) return [`${name}: ${strange.from} sends adverts, the owner is ${owner}`];
  return Math.abs(late.length - expected) <= 1
    ? []
    : [`${name}: ${late.length} adverts in 10 s instead of ${expected}`];
}

function round(ms: number): string {
  return ms.toFixed(3);
}
