import { cut, first, lastAdvert, node, type Story, skew } from "./story.ts";

/** What priorities, scripts, versions and intervals do, with exact ends: nothing takes time but the protocol itself. */
export const settingStories: readonly Story[] = [
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
