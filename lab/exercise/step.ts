import type { Text } from "../../agent/base/text.ts";
import type { Verdict } from "../check/check.ts";
import type { Facts } from "../check/facts.ts";

/**
 * A step of the exercise. Judging is pure; `needs` names the steps without which this one says nothing: when one of
 * them does not pass, this one is not judged.
 * @example export const failover: Step = { title, asks, points: 4, needs: ["balancers", "vip"], judge: (facts) => … }
 */
export interface Step {
  readonly title: Text;
  /** What the course wants here, and how it is seen. */
  readonly asks: Text;
  /** Of the twenty that the exercise gives. */
  readonly points: number;
  readonly needs: readonly string[];
  judge(facts: Facts): StepFinding;
}

export interface StepFinding {
  readonly verdict: Verdict;
  /** One line: what was seen. */
  readonly evidence: Text;
  /** What to look at or to change next; none where the step passed. */
  readonly hint?: Text;
}

export function pass(evidence: Text): StepFinding {
  return { verdict: "pass", evidence };
}

export function fail(evidence: Text, hint: Text): StepFinding {
  return { verdict: "fail", evidence, hint };
}

export function unknown(evidence: Text, hint: Text = again): StepFinding {
  return { verdict: "unknown", evidence, hint };
}

export const again: Text = {
  fr: "Recommencez, de préférence quand la machine n'a rien d'autre à faire",
  en: "Do it once more, at best while the machine has nothing else to do",
};

export const neverSteady: StepFinding = unknown({
  fr: "le labo n'a pas été observé au repos",
  en: "the lab was not observed in its steady state",
});
