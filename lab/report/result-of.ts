import { type Facts, factsOf } from "../check/facts.ts";
import { judgeExpectation } from "../check/index.ts";
import { sharesOf } from "../check/share.ts";
import type { MeasuredFault, Trial } from "../check/trial.ts";
import type { HistoryEvent } from "../history/event.ts";
import type { Result } from "./result.ts";
import { summaryOf } from "./summary.ts";
import { timelineOf } from "./timeline.ts";

/** The Result JSON of a history. Throws RangeError for events without a `run` event. */
export function resultOf(events: readonly HistoryEvent[]): Result {
  return resultOfFacts(factsOf(events));
}

export function resultOfFacts(facts: Facts): Result {
  const { run } = facts;
  return {
    version: 0,
    scenario: run.scenario,
    topology: run.topology,
    runtime: run.runtime,
    stack: run.stack,
    seed: run.seed,
    host: run.host,
    trials: facts.trials.map((trial) => trialResult(trial, facts)),
    summary: summaryOf(facts.trials),
    distribution: distributionOf(facts),
    expectations: run.expectations.map((expectation) => {
      const { verdict, expected, actual } = judgeExpectation(facts, expectation);
      return { name: expectation.check, verdict, expected: expected.en, actual: actual.en };
    }),
  };
}

function trialResult(trial: Trial, facts: Facts): Result["trials"][number] {
  return {
    index: trial.index,
    ...(trial.void === undefined ? {} : { void: trial.void.en }),
    faults: trial.faults.map(faultResult),
    timeline: trial.faults.flatMap((fault) => {
      const moments = timelineOf(fault, facts);
      return moments.map(({ atMs, node, kind, detail }) => {
        return { atMs: round(atMs - fault.strikeMs), node, kind, detail: detail.en };
      });
    }),
  };
}

function faultResult(fault: MeasuredFault): Result["trials"][number]["faults"][number] {
  const { outage, dualOwnerMs, phase, predictedMs, decidedBy, prediction } = fault;
  return {
    fault: fault.fault,
    target: fault.target,
    phase: roundOrNull(phase),
    outageMs: roundOrNull(outage?.outageMs ?? null),
    resolutionMs: round(outage?.resolutionMs ?? 0),
    pausedMs: round(outage?.pausedMs ?? 0),
    lost: outage?.lost ?? 0,
    late: outage?.late ?? 0,
    sent: outage?.sent ?? 0,
    oldOwner: fault.oldOwner,
    newOwner: fault.newOwner,
    dualOwnerMs: roundOrNull(dualOwnerMs),
    predictedMs: predictedMs === null ? null : [round(predictedMs[0]), round(predictedMs[1])],
    decidedBy,
    protocolMs: roundOrNull(prediction?.outageMs ?? null),
  };
}

function distributionOf(facts: Facts): Result["distribution"] {
  const rows = sharesOf(facts).map(({ server, requests, share, expectedShare }) => {
    return [server, { requests, share: round(share), expectedShare: round(expectedShare) }] as const;
  });
  return Object.fromEntries(rows);
}

/** To the microsecond: more would only be noise of the arithmetic. */
function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function roundOrNull(value: number | null): number | null {
  return value === null ? null : round(value);
}
