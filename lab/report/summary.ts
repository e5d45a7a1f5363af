import type { MeasuredFault, Trial } from "../check/trial.ts";
import { medianInterval } from "../stats/median-interval.ts";
import { quantile } from "../stats/quantile.ts";
import type { Result } from "./result.ts";

type Summary = Result["summary"][number];

/** One row for each fault, target and way in which it was told, over the trials that count. A service that did not come back has no figure. */
export function summaryOf(trials: readonly Trial[]): Summary[] {
  const rows = trials.flatMap((trial) => trial.faults.map((fault) => ({ trial, fault })));
  const groups = Map.groupBy(rows, ({ fault }) => {
    return `${fault.fault} ${fault.target} ${fault.decidedBy}`;
  });
  return [...groups.values()].map((group) => {
    const counting = group.filter(({ trial }) => trial.void === undefined).map(({ fault }) => fault);
    const [first] = group;
    return {
      fault: first?.fault.fault ?? "",
      target: first?.fault.target ?? "",
      decidedBy: first?.fault.decidedBy ?? null,
      void: group.length - counting.length,
      n: counting.length,
      ...figuresOf(counting),
    };
  });
}

function figuresOf(
  faults: readonly MeasuredFault[],
): Omit<Summary, "fault" | "target" | "decidedBy" | "void" | "n"> {
  const outages = faults.flatMap(({ outage }) => (outage?.outageMs == null ? [] : [outage.outageMs]));
  const at = (q: number) => round(quantile(outages, q));
  const interval = medianInterval(outages);
  const ranges = faults.flatMap(({ predictedMs }) => (predictedMs === null ? [] : [predictedMs]));
  return {
    medianMs: at(0.5),
    p1Ms: at(0.01),
    p99Ms: at(0.99),
    minMs: at(0),
    maxMs: at(1),
    ci95Ms: interval === undefined ? null : [round(interval[0]) ?? 0, round(interval[1]) ?? 0],
    predictedMs:
      ranges.length === 0
        ? null
        : [
            round(Math.min(...ranges.map(([low]) => low))) ?? 0,
            round(Math.max(...ranges.map(([, high]) => high))) ?? 0,
          ],
  };
}

function round(value: number | undefined): number | null {
  return value === undefined ? null : Math.round(value * 1000) / 1000;
}
