import type { Language } from "../../../../agent/base/text.ts";
import type { Facts } from "../../../check/facts.ts";
import type { MeasuredFault, Trial } from "../../../check/trial.ts";
import { duration, faultName } from "../../../check/words.ts";
import type { Window } from "../../../stats/outage.ts";
import { type Html, html } from "../html.ts";
import { axis, drawing, stroke, words } from "./draw.ts";
import { clientLanes, laneRem, nodeLane } from "./lane.ts";
import { nodeClasses } from "./node-class.ts";
import type { Scale } from "./scale.ts";
import { timelineWords } from "./timeline-words.ts";

const firstRem = 1.9;
/** Before the fault: enough to see the adverts come regularly. */
const leadMs = 2500;
const tailMs = 2000;

/** One trial from before its first fault until all is well again: who answered, who was what, who had the address. */
export function timelineChart(trial: Trial, facts: Facts, language: Language): Html | undefined {
  const { faults } = trial;
  const [first] = faults;
  if (first === undefined) return undefined;
  const window = windowOf(trial, first, facts);
  const scale = { ...window, zeroMs: first.strikeMs };
  const chart = { facts, faults, language, scale, window, colours: nodeClasses(facts) };
  const lanes = [...clientLanes(chart), ...nodesOf(trial, facts).map((node) => nodeLane(node, chart))];
  const bottomRem = firstRem + lanes.length * laneRem;
  const content = html`${axis(scale, { topRem: firstRem, bottomRem, language })}
${faults.map((fault) => moment(fault, bottomRem, { scale, language }))}
${lanes.map((lane, index) => lane(firstRem + index * laneRem))}`;
  const { title } = timelineWords[language];
  return drawing({ heightRem: bottomRem + 1.6, title, description: description(trial, language) }, content);
}

function windowOf({ faults }: Trial, first: MeasuredFault, { endMs }: Facts): Window {
  const last = faults.at(-1) ?? first;
  const settledMs = Math.max(last.newOwnerMs ?? 0, last.outage?.firstGoodMs ?? 0, last.strikeMs);
  return { fromMs: first.strikeMs - leadMs, toMs: Math.min(endMs, last.window.toMs, settledMs + tailMs) };
}

/** Balancers, and whatever else was struck. */
function nodesOf({ faults }: Trial, { promise }: Facts): readonly string[] {
  return [...new Set([...promise.balancers.map(({ node }) => node), ...faults.map(({ target }) => target)])];
}

interface Place {
  readonly scale: Scale;
  readonly language: Language;
}

/** The moment of a fault or of its healing, through all lanes. */
function moment(
  { strikeMs, target, fault, action }: MeasuredFault,
  bottomRem: number,
  { scale, language }: Place,
): Html {
  const kind = action === "heal" ? "healing" : "strike";
  const text = timelineWords[language][action](faultName(fault, language), target);
  const line = stroke(scale, strikeMs, { kind, topRem: 0.2, bottomRem });
  return html`${line}${words(scale, strikeMs, { kind, yRem: 0.9, text })}`;
}

/** The picture in words. */
function description({ faults }: Trial, language: Language): string {
  const sentences = faults.map(({ fault, target, newOwner, outage }) => {
    const figure = outage?.outageMs == null ? "–" : duration(outage.outageMs, language);
    return timelineWords[language].summary(faultName(fault, language), target, newOwner ?? "–", figure);
  });
  return sentences.join(" ");
}
