import type { Language } from "../../../../agent/base/text.ts";
import type { Facts, Track } from "../../../check/facts.ts";
import type { MeasuredFault } from "../../../check/trial.ts";
import { duration } from "../../../check/words.ts";
import type { Window } from "../../../stats/outage.ts";
import { html, type Value } from "../html.ts";
import { bar, rowName, stroke } from "./draw.ts";
import type { Scale } from "./scale.ts";
import { advertsOf, answers, requests, statesOf } from "./stretch.ts";
import { timelineWords } from "./timeline-words.ts";

export interface Lanes {
  readonly facts: Facts;
  readonly faults: readonly MeasuredFault[];
  readonly language: Language;
  readonly scale: Scale;
  readonly window: Window;
  /** The class of each node's colour. */
  readonly colours: ReadonlyMap<string, string>;
}

/** Draws itself from a height on, `laneRem` high. */
export type Lane = (topRem: number) => Value;

export const laneRem = 3.5;
const barRem = { down: 1.1, high: 1.3 } as const;

/** What the client saw: who answered its probes, and what became of its requests. */
export function clientLanes(lanes: Lanes): readonly Lane[] {
  const { vip, http } = lanes.facts.tracks;
  return [
    ...(vip === undefined ? [] : [answersLane(vip, lanes)]),
    ...(http === undefined ? [] : [requestsLane(http, lanes)]),
  ];
}

function answersLane(vip: Track, { facts, faults, scale, window, language, colours }: Lanes): Lane {
  const text = timelineWords[language];
  const found = answers(vip, window).map(({ what, fromMs, toMs }) => {
    // As the outage is told: with a probe every millisecond a perfect service has gaps of one, too.
    const took = duration(toMs - fromMs - vip.intervalMs, language);
    const label = typeof what === "string" ? text[what](took) : text.answers(what.by);
    return {
      fromMs,
      toMs,
      label,
      title: label,
      kind: typeof what === "string" ? what : (colours.get(what.by) ?? "other"),
    };
  });
  return (topRem) => {
    const place = { topRem: topRem + barRem.down, heightRem: barRem.high };
    return html`${rowName(text.pings(facts.promise.vip), topRem)}${found.map((each) => bar(scale, { ...each, ...place }))}${faults.map((fault) => allowed(fault, topRem, scale, language))}`;
  };
}

/** A frame where the protocol wants the service back. */
function allowed(
  { prediction, predictedMs, strikeMs }: MeasuredFault,
  topRem: number,
  scale: Scale,
  language: Language,
): Value {
  if (prediction === undefined || predictedMs === null) return undefined;
  const [low, high] = predictedMs;
  const title = timelineWords[language].allowed(`${duration(low, language)} – ${duration(high, language)}`);
  const ends = { fromMs: strikeMs + low, toMs: strikeMs + high };
  return bar(scale, { kind: "allowed", ...ends, topRem: topRem + 0.95, heightRem: barRem.high + 0.3, title });
}

function requestsLane(http: Track, { scale, window, language }: Lanes): Lane {
  const text = timelineWords[language];
  const found = requests(http, window).map(({ what, fromMs, toMs, count }) => {
    const label = what ? text.answered(count) : text.failed(count);
    return { fromMs, toMs, label, title: label, kind: what ? "good" : "lost" };
  });
  return (topRem) => {
    const place = { topRem: topRem + barRem.down, heightRem: barRem.high };
    return html`${rowName(text.requests, topRem)}${found.map((each) => bar(scale, { ...each, ...place }))}`;
  };
}

/** A node: its state, below it a band while it has the address, below that a stroke for each advert. */
export function nodeLane(node: string, lanes: Lanes): Lane {
  const { facts, faults, scale, window, language, colours } = lanes;
  const text = timelineWords[language];
  const colour = colours.get(node) ?? "other";
  const states = statesOf(node, facts, window).map(({ what, fromMs, toMs }) => {
    const label = text.states[what];
    return { fromMs, toMs, label, title: `${node}: ${label}`, kind: what === "master" ? colour : what };
  });
  const hung = faults.filter((fault) => {
    return fault.target === node && fault.action === "inject" && fault.fault !== "kill";
  });
  const hangs = hung.map(({ fault, strikeMs, window: { toMs } }) => {
    return { fromMs: strikeMs, toMs, title: fault, kind: "hung" };
  });
  const holds = facts.holds
    .filter((hold) => hold.node === node && hold.toMs > window.fromMs && hold.fromMs < window.toMs)
    .map(({ fromMs, toMs }) => {
      return { fromMs, toMs, title: text.owns(node, facts.promise.vip), kind: `hold ${colour}` };
    });
  const adverts = advertsOf(node, facts, window);
  return (topRem) => {
    const place = { topRem: topRem + barRem.down, heightRem: 1.1 };
    const below = { topRem: topRem + 2.3, heightRem: 0.3 };
    const strokes = { kind: "advert", topRem: topRem + 2.7, bottomRem: topRem + 3.1 };
    return html`${rowName(text.node(node), topRem)}${[...states, ...hangs].map((each) => bar(scale, { ...each, ...place }))}${holds.map((each) => bar(scale, { ...each, ...below }))}${adverts.map(({ atMs }) => stroke(scale, atMs, strokes))}`;
  };
}
