import type { Text } from "../../agent/base/text.ts";
import type { EventOf, HistoryEvent } from "../history/event.ts";
import type { Prediction } from "../oracle/predict.ts";
import { measureOutage, type Outage, type Window } from "../stats/outage.ts";
import type { Starvation } from "../stats/starvation.ts";
import { dualOwnerMs } from "./dual-owner.ts";
import type { Facts } from "./facts.ts";
import { holdersAt } from "./ownership.ts";
import { predict } from "./prediction.ts";
import { ofKind, within } from "./select.ts";
import { starvedIn } from "./starved.ts";
import { duration } from "./words.ts";

/** One round of breaking and healing. */
export interface Trial {
  readonly index: number;
  /** Why it does not count. */
  readonly void?: Text;
  readonly faults: readonly MeasuredFault[];
}

/** An injection or a healing, and what became of the service and of the virtual IP until the next one. */
export interface MeasuredFault {
  /** `kill`; its healing is `kill:heal`. */
  readonly fault: string;
  readonly action: "inject" | "heal";
  readonly target: string;
  readonly window: Window;
  /** When it took effect: the last sign of life on the wire, not the command that was given. */
  readonly strikeMs: number;
  /** The time since the owner's last advert, as a share of the advert interval. */
  readonly phase: number | null;
  /** The old owner's last advert before it. */
  readonly lastAdvertMs: number | null;
  readonly oldOwner: string | null;
  readonly newOwner: string | null;
  readonly newOwnerMs: number | null;
  /** Undefined: nothing measured it. */
  readonly outage: Outage | undefined;
  readonly starved: Starvation | undefined;
  readonly dualOwnerMs: number | null;
  /** Only for an owner that fell silent. */
  readonly prediction: Prediction | undefined;
  /** What told the successor, by the length of the outage: the watch connection, or the timer of VRRP. */
  readonly decidedBy: Decider | null;
  /** Of the way that it took. */
  readonly predictedMs: readonly [min: number, max: number] | null;
}

export type Decider = "watch" | "protocol";

/** What is known before the trials are judged. */
export type Known = Omit<Facts, "trials">;
type FaultEvent = EventOf<"fault">;

/** Faults in the phase `fault`; what was broken before prepares the scene. A history without phases measures all. */
export function measuredFaults(events: readonly HistoryEvent[]): readonly FaultEvent[] {
  const phase = events.find((event) => event.kind === "phase" && event.phase === "fault");
  const fromMs = phase?.atMs ?? Number.NEGATIVE_INFINITY;
  return ofKind(events, "fault").filter(({ atMs }) => atMs >= fromMs);
}

export function trialsOf(known: Known): readonly Trial[] {
  const faults = measuredFaults(known.events);
  const measured = faults.map((fault, index) => {
    const toMs = Math.min(known.endMs, faults[index + 1]?.atMs ?? known.endMs);
    return { trial: fault.trial, measured: measure(fault, { fromMs: fault.atMs, toMs }, known) };
  });
  const indices = [...new Set(faults.map(({ trial }) => trial))];
  return indices.map((index) => {
    const own = measured.filter(({ trial }) => trial === index).map((each) => each.measured);
    const reason = voidReason(own);
    return { index, faults: own, ...(reason === undefined ? {} : { void: reason }) };
  });
}

function voidReason(faults: readonly MeasuredFault[]): Text | undefined {
  if (faults.some(({ outage }) => outage === undefined)) {
    return { fr: "aucune sonde n'a mesuré", en: "no probe has measured" };
  }
  const starved = faults.find((fault) => fault.starved !== undefined)?.starved;
  if (starved === undefined) return undefined;
  const { stallMs } = starved;
  return {
    fr: `la sonde elle-même est restée ${duration(stallMs, "fr")} sans travailler`,
    en: `the probe itself did not work for ${duration(stallMs, "en")}`,
  };
}

function measure(event: FaultEvent, window: Window, known: Known): MeasuredFault {
  const { fault, action, node: target } = event;
  const oldOwner = ownerBefore(event.atMs, known);
  const strikeMs = action === "inject" && oldOwner === target ? lastSign(event, known) : event.atMs;
  const lastAdvertMs =
    known.adverts.findLast(({ node, atMs }) => node === oldOwner && atMs <= strikeMs)?.atMs ?? null;
  const advertMs = known.promise.balancers.find(({ node }) => node === oldOwner)?.advertMs;
  const phase = lastAdvertMs === null || advertMs === undefined ? null : (strikeMs - lastAdvertMs) / advertMs;
  const outage = outageOf(window, known);
  const base = { fault: action === "heal" ? `${fault}:heal` : fault, action, target, window, strikeMs };
  return {
    ...base,
    ...successorIn(window, oldOwner, known),
    ...predict(event, oldOwner, lastAdvertMs === null ? null : strikeMs - lastAdvertMs, outage, known),
    phase,
    lastAdvertMs,
    oldOwner,
    outage,
    starved: outage === undefined ? undefined : starvedIn(outage, window, known),
    dualOwnerMs: dualOwnerMs(window, known),
  };
}

/** Who held the address; where no address was watched, who answered last. */
function ownerBefore(atMs: number, { holds, tracks }: Known): string | null {
  const holder = holdersAt(holds, atMs).at(-1);
  const answer = tracks.vip?.samples.findLast((sample) => sample.replyMs !== null && sample.replyMs <= atMs);
  return holder ?? answer?.by ?? null;
}

/** The last reply or advert of the target while it was being struck. */
function lastSign({ atMs, doneMs, node }: FaultEvent, { tracks, adverts }: Known): number {
  const sent = within(tracks.vip?.samples ?? [], { fromMs: atMs - 1000, toMs: doneMs });
  const signs = [
    ...sent.flatMap(({ by, replyMs }) => (by === node && replyMs !== null ? [replyMs] : [])),
    ...adverts.filter((advert) => advert.node === node).map((advert) => advert.atMs),
  ];
  return signs.reduce((last, sign) => (sign > last && sign <= doneMs ? sign : last), atMs);
}

function successorIn(window: Window, oldOwner: string | null, { holds, tracks }: Known) {
  const took = holds.find(
    ({ node, fromMs }) => node !== oldOwner && fromMs > window.fromMs && fromMs <= window.toMs,
  );
  if (took !== undefined) return { newOwner: took.node, newOwnerMs: took.fromMs };
  const stayed = oldOwner !== null && holdersAt(holds, window.toMs).includes(oldOwner);
  if (stayed || holds.length > 0) return { newOwner: stayed ? oldOwner : null, newOwnerMs: null };
  const answer = within(tracks.vip?.samples ?? [], window).find(
    ({ by }) => by !== undefined && by !== oldOwner,
  );
  return { newOwner: answer?.by ?? null, newOwnerMs: answer?.replyMs ?? null };
}

function outageOf(window: Window, { tracks }: Known): Outage | undefined {
  const { vip } = tracks;
  if (vip === undefined || within(vip.samples, window).length === 0) return undefined;
  return measureOutage(vip.samples, window, vip.intervalMs);
}
