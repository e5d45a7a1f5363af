import type { EventOf, HistoryEvent, ProbeName } from "../history/event.ts";
import type { Promised } from "../oracle/promise.ts";
import type { Window } from "../stats/outage.ts";
import type { Hold } from "../stats/overlap.ts";
import { holdsOf } from "./ownership.ts";
import { ofKind } from "./select.ts";
import { measuredFaults, type Trial, trialsOf } from "./trial.ts";

/** A history, sorted and indexed once; all that checks, steps and reports ask. */
export interface Facts {
  readonly run: EventOf<"run">;
  readonly promise: Promised;
  readonly events: readonly HistoryEvent[];
  /** The load's begin; undefined when the run never got there. */
  readonly loadMs: number | undefined;
  /** The load's end. */
  readonly endMs: number;
  /** Load, and no fault yet; undefined when the run never got there. */
  readonly steady: Window | undefined;
  readonly holds: readonly Hold[];
  readonly adverts: readonly EventOf<"advert">[];
  readonly tracks: Readonly<Partial<Record<ProbeName, Track>>>;
  /** Packets were captured, so that an absent one proves something. */
  readonly captured: boolean;
  readonly trials: readonly Trial[];
}

/** All that one probe saw, in the order of sending. */
export interface Track {
  readonly intervalMs: number;
  readonly deadlineMs: number;
  readonly samples: readonly EventOf<"probe">[];
}

/** Throws RangeError for events without a `run` event: the reader of histories refuses such a file. */
export function factsOf(unsorted: readonly HistoryEvent[]): Facts {
  const events = unsorted.toSorted((a, b) => a.atMs - b.atMs);
  const run = ofKind(events, "run")[0];
  if (run === undefined) throw new RangeError("a history begins with a run event");
  const endMs = endOf(events);
  const loadMs = events.find((event) => event.kind === "phase" && event.phase === "load")?.atMs;
  const base = {
    run,
    promise: run.promise,
    events,
    loadMs,
    endMs,
    steady: loadMs === undefined ? undefined : steadyWindow(events, loadMs, endMs),
    holds: holdsOf(events, run.promise.vip, endMs),
    adverts: ofKind(events, "advert"),
    tracks: tracksOf(events),
    captured: ofKind(events, "capture").length > 0,
  };
  return { ...base, trials: trialsOf(base) };
}

/** The first end of a probe, or of the last phase; else the last event. */
function endOf(events: readonly HistoryEvent[]): number {
  const stop = events.find((event) => event.kind === "probing" && event.action === "stop");
  const report = events.find((event) => event.kind === "phase" && event.phase === "report");
  const last = events.at(-1)?.atMs ?? 0;
  return Math.min(stop?.atMs ?? last, report?.atMs ?? last);
}

/** What was under way when the first fault struck, or when the load ended, is not the steady service's. */
const guardMs = 100;

/** From the begin of the load, or the last thing that was broken in preparation, to the first fault that is measured. */
function steadyWindow(events: readonly HistoryEvent[], loadMs: number, endMs: number): Window | undefined {
  const measured = measuredFaults(events);
  const toMs = Math.min(endMs, measured[0]?.atMs ?? endMs) - guardMs;
  const prepared = ofKind(events, "fault").filter((fault) => !measured.includes(fault));
  const fromMs = Math.max(loadMs, ...prepared.map(({ doneMs }) => doneMs));
  return toMs > fromMs ? { fromMs, toMs } : undefined;
}

function tracksOf(events: readonly HistoryEvent[]): Facts["tracks"] {
  const probes = ofKind(events, "probe");
  const starts = ofKind(events, "probing").filter(({ action }) => action === "start");
  return Object.fromEntries(
    starts.map(({ probe, intervalMs, deadlineMs }): [ProbeName, Track] => {
      return [probe, { intervalMs, deadlineMs, samples: probes.filter((each) => each.probe === probe) }];
    }),
  );
}
