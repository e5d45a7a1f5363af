import type { Text } from "../../agent/base/text.ts";
import { type Judged, type Verdict, worst } from "../check/check.ts";
import { type Facts, factsOf } from "../check/facts.ts";
import { checkOf, judgeExpectation } from "../check/index.ts";
import { type JudgedStep, judgeSteps } from "../exercise/index.ts";
import type { HistoryEvent } from "../history/event.ts";
import type { Result } from "./result.ts";
import { resultOfFacts } from "./result-of.ts";

export interface JudgedExpectation extends Judged {
  readonly check: string;
  readonly name: Text;
}

/** All that is said of a run. */
export interface Judgement {
  readonly facts: Facts;
  readonly result: Result;
  readonly expectations: readonly JudgedExpectation[];
  /** Empty unless the run is the exercise. */
  readonly steps: readonly JudgedStep[];
  /** The worst of expectations and steps. */
  readonly verdict: Verdict;
}

/** Judges a run from its history alone. Throws RangeError for events without a `run` event. */
export function judgeRun(events: readonly HistoryEvent[]): Judgement {
  const facts = factsOf(events);
  const expectations = facts.run.expectations.map((expectation) => {
    const { check } = expectation;
    return { check, name: checkOf(check).name, ...judgeExpectation(facts, expectation) };
  });
  const steps = facts.run.exercise ? judgeSteps(facts) : [];
  const verdict = worst([...expectations, ...steps].map((each) => each.verdict));
  return { facts, result: resultOfFacts(facts), expectations, steps, verdict };
}
