import { parentPort, workerData } from "node:worker_threads";
import type { EventOf, HistoryEvent } from "../history/event.ts";
import { nextPace, type Pace, startPace } from "../probe/pace.ts";
import { roundMs } from "../probe/round.ts";
import { nowMs } from "./clock.ts";
import { openOwnerProbe } from "./owner-probe.ts";
import type { PacerMessage, ProbeSettings } from "./probe-settings.ts";
import type { SegmentProbe } from "./segment-probe.ts";
import { openVipProbe } from "./vip-probe.ts";

/**
 * The thread that keeps time: it sleeps on a futex until the next deadline, sends, reads what has come, and hands
 * decided probes on in batches. Replies carry the kernel's time, so reading them a moment later loses nothing, and
 * one wake-up serves for sending and reading.
 */
interface Paced {
  pace: Pace;
  number: number;
  readonly send: (number: number, dueMs: number, nowMs: number) => void;
}

const { settings, stop } = workerData as { settings: ProbeSettings; stop: Int32Array };
const batchMs = 50;
/** After the stop, answers still get this long at most. */
const flushMs = Math.max(settings.vipDeadlineMs, 200) + 50;

function post(message: PacerMessage): void {
  parentPort?.postMessage(message);
}

function postEvents(events: readonly HistoryEvent[]): void {
  if (events.length === 0) return;
  post({ kind: "lines", text: `${events.map((event) => JSON.stringify(event)).join("\n")}\n` });
}

function probing(action: "start" | "stop"): HistoryEvent[] {
  const { node, vipRate, vipDeadlineMs, ownerRate, httpRate, httpDeadlineMs } = settings;
  const rows = [
    { probe: "vip", rate: vipRate, deadlineMs: vipDeadlineMs },
    { probe: "owner", rate: ownerRate, deadlineMs: 200 },
    { probe: "http", rate: httpRate, deadlineMs: httpDeadlineMs },
  ] as const;
  const running = rows.filter(({ rate }) => rate > 0);
  return running.map(({ probe, rate, deadlineMs }): EventOf<"probing"> & HistoryEvent => {
    const intervalMs = 1000 / rate;
    return { atMs: roundMs(nowMs()), node, kind: "probing", probe, action, intervalMs, deadlineMs };
  });
}

function openPaced(segment: readonly { probe: SegmentProbe; rate: number }[]): Paced[] {
  const startMs = nowMs() + 5;
  const paced = segment.map(({ probe, rate }): Paced => {
    return { pace: startPace(rate, startMs), number: 0, send: probe.send };
  });
  const sendHttp = (_: number, dueMs: number) => post({ kind: "http-due", dueMs });
  if (settings.httpRate > 0) {
    paced.push({ pace: startPace(settings.httpRate, startMs + 0.5), number: 0, send: sendHttp });
  }
  return paced;
}

function sendDue(paced: readonly Paced[]): void {
  for (const each of paced) {
    const now = nowMs();
    if (now < each.pace.dueMs) continue;
    each.send(each.number, each.pace.dueMs, now);
    each.number += 1;
    each.pace = nextPace(each.pace, now);
  }
}

function run(probes: readonly SegmentProbe[], paced: readonly Paced[]): void {
  let nextBatchMs = nowMs() + batchMs;
  while (Atomics.load(stop, 0) === 0) {
    sendDue(paced);
    for (const probe of probes) probe.receive();
    if (nowMs() >= nextBatchMs) {
      nextBatchMs = nowMs() + batchMs;
      postEvents(probes.flatMap((probe) => probe.pending.take(nowMs())));
    }
    const dueMs = Math.min(nextBatchMs, ...paced.map(({ pace }) => pace.dueMs));
    const waitMs = dueMs - nowMs();
    if (waitMs > 0) Atomics.wait(stop, 0, 0, waitMs);
  }
}

/** Lets outstanding probes be answered; then what is still open is lost. */
function flush(probes: readonly SegmentProbe[]): void {
  const untilMs = nowMs() + flushMs;
  const idle = new Int32Array(new SharedArrayBuffer(4));
  while (nowMs() < untilMs && probes.some(({ pending }) => pending.size > 0)) {
    for (const probe of probes) probe.receive();
    postEvents(probes.flatMap((probe) => probe.pending.take(nowMs())));
    Atomics.wait(idle, 0, 0, 2);
  }
  postEvents(probes.flatMap((probe) => probe.pending.take(Number.POSITIVE_INFINITY)));
}

try {
  const segment: { probe: SegmentProbe; rate: number }[] = [];
  if (settings.vipRate > 0) segment.push({ probe: openVipProbe(settings), rate: settings.vipRate });
  if (settings.ownerRate > 0) segment.push({ probe: openOwnerProbe(settings), rate: settings.ownerRate });
  const probes = segment.map(({ probe }) => probe);
  const paced = openPaced(segment);
  postEvents(probing("start"));
  run(probes, paced);
  flush(probes);
  for (const probe of probes) probe[Symbol.dispose]();
  postEvents(probing("stop"));
  post({ kind: "done" });
} catch (error) {
  post({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
}
