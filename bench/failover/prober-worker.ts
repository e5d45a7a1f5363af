import { parentPort, workerData } from "node:worker_threads";
import { etherType } from "../../agent/net/packet-socket.ts";
import { vrrpProtocol } from "../../agent/vrrp/packet.ts";
import type { EventOf } from "../../lab/history/event.ts";
import { nowMs } from "../../lab/node/clock.ts";
import { macName } from "../../lab/node/node-names.ts";
import { openOwnerProbe } from "../../lab/node/owner-probe.ts";
import { protocolFilter } from "../../lab/node/packet-filter.ts";
import type { ProbeSettings } from "../../lab/node/probe-settings.ts";
import type { SegmentProbe } from "../../lab/node/segment-probe.ts";
import { openStampedSocket } from "../../lab/node/stamped-socket.ts";
import { openVipProbe } from "../../lab/node/vip-probe.ts";
import { nextPace, type Pace, startPace } from "../../lab/probe/pace.ts";
import type { BenchSample, ProberLine } from "./prober-line.ts";

/** The thread that keeps time, as `lab/node/probe-pacer.ts`, but it keeps what it sees until it is asked. */
interface Track {
  readonly kind: "vip" | "owner";
  readonly probe: SegmentProbe;
  readonly fullRate: number;
  pace: Pace;
  number: number;
  seen: BenchSample[];
}

const { settings, control } = workerData as { settings: ProbeSettings; control: Int32Array };
const idleRate = 20;
/** How often what is decided is taken in; and how long the last answers may take after a measurement. */
const batchMs = 50;
const flushMs = 60;
/** More adverts a second are not told: nobody aligns on so short an interval. */
const advertGapMs = 50;

const tracks: Track[] = [];
const open = (kind: Track["kind"], probe: SegmentProbe, fullRate: number) =>
  tracks.push({ kind, probe, fullRate, pace: startPace(idleRate, nowMs()), number: 0, seen: [] });
if (settings.vipRate > 0) open("vip", openVipProbe(settings), settings.vipRate);
if (settings.ownerRate > 0) open("owner", openOwnerProbe(settings), settings.ownerRate);
const adverts = openStampedSocket({
  ...{ interfaceName: settings.interfaceName, etherType: etherType.ipv4 },
  ...{ filter: protocolFilter(vrrpProtocol), allMulticast: true },
});

let isFull = false;
let commands = 0;
let owner = "";
const lastAdvert = new Map<string, number>();

function tell(line: ProberLine): void {
  parentPort?.postMessage(JSON.stringify(line));
}

function sendDue(): void {
  for (const track of tracks) {
    const now = nowMs();
    if (now < track.pace.dueMs) continue;
    track.probe.send(track.number, track.pace.dueMs, now);
    track.number += 1;
    track.pace = nextPace(track.pace, now);
  }
}

/** The priority stands behind Ethernet's 14 bytes, the IP header, version and router id. */
function hearAdverts(): void {
  for (let frame = adverts.receive(); frame !== undefined; frame = adverts.receive()) {
    const { atMs, bytes } = frame;
    const by = macName(bytes, settings.names);
    const priority = bytes[14 + ((bytes[14] ?? 0) & 0x0f) * 4 + 2] ?? 0;
    if (priority > 0 && atMs - (lastAdvert.get(by) ?? 0) < advertGapMs) continue;
    lastAdvert.set(by, atMs);
    tell({ kind: "advert", by, priority, atMs });
  }
}

function takeIn(track: Track, untilMs: number): void {
  for (const event of track.probe.pending.take(untilMs)) {
    if (track.kind === "vip") noteOwner(event);
    if (isFull) track.seen.push(sampleOf(event));
  }
}

function noteOwner({ by, replyMs }: EventOf<"probe">): void {
  if (by === undefined || replyMs === null || by === owner) return;
  owner = by;
  tell({ kind: "owner", by, atMs: replyMs });
}

function sampleOf({ atMs, dueMs, replyMs, by, alsoBy }: EventOf<"probe"> & { atMs: number }): BenchSample {
  return { atMs, dueMs, replyMs, ...(by ? { by } : {}), ...(alsoBy ? { alsoBy } : {}) };
}

function setRates(): void {
  const atMs = nowMs() + 1;
  for (const track of tracks) {
    takeIn(track, Number.POSITIVE_INFINITY);
    track.pace = startPace(isFull ? track.fullRate : idleRate, atMs);
  }
}

function obey(): void {
  commands += 1;
  if (!isFull) {
    isFull = true;
    setRates();
    return;
  }
  pause(flushMs);
  for (const track of tracks) takeIn(track, Number.POSITIVE_INFINITY);
  isFull = false;
  const seen = (kind: Track["kind"]) =>
    tracks.find((track) => track.kind === kind)?.seen.toSorted((a, b) => a.atMs - b.atMs) ?? [];
  tell({ kind: "seen", vip: seen("vip"), owner: seen("owner") });
  for (const track of tracks) track.seen = [];
  setRates();
}

function pause(lengthMs: number): void {
  const untilMs = nowMs() + lengthMs;
  const nobody = new Int32Array(new SharedArrayBuffer(4));
  while (nowMs() < untilMs) {
    for (const { probe } of tracks) probe.receive();
    Atomics.wait(nobody, 0, 0, 1);
  }
}

let nextBatchMs = nowMs();
while (Atomics.load(control, 1) === 0) {
  if (Atomics.load(control, 0) !== commands) obey();
  sendDue();
  for (const { probe } of tracks) probe.receive();
  hearAdverts();
  if (nowMs() >= nextBatchMs) {
    nextBatchMs = nowMs() + batchMs;
    for (const track of tracks) takeIn(track, nowMs());
  }
  const waitMs = Math.min(nextBatchMs, ...tracks.map(({ pace }) => pace.dueMs)) - nowMs();
  if (waitMs > 0) Atomics.wait(control, 0, commands, waitMs);
}
