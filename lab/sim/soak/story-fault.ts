import { soakVip } from "./setup.ts";
import { cut, first, lastAdvert, node, type Story, skew, two } from "./story.ts";

/** What a fault does to two routers, with exact ends: nothing takes time but the protocol itself. */
export const faultStories: readonly Story[] = [
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
];
