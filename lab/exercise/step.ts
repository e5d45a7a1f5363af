import type { Text } from "../../agent/base/text.ts";
import type { Verdict } from "../check/check.ts";
import type { Facts } from "../check/facts.ts";

/**
 * A step of the exercise. Judging is pure; `needs` names the steps without which this one says nothing: when one of
 * them does not pass, this one is not judged.
 * @example export const failover: Step = { title, needs: ["balancers", "vip"], judge: (facts) => … }
 */
export interface Step {
  readonly title: Text;
  readonly needs: readonly string[];
  judge(facts: Facts): StepFinding;
}

export interface StepFinding {
  readonly verdict: Verdict;
  /** One line: what was seen. */
  readonly evidence: Text;
}

export function pass(evidence: Text): StepFinding {
  return { verdict: "pass", evidence };
}

export function fail(evidence: Text): StepFinding {
  return { verdict: "fail", evidence };
}

export function unknown(evidence: Text): StepFinding {
  return { verdict: "unknown", evidence };
}

export const neverSteady: StepFinding = unknown({
  fr: "le labo n'a pas été observé au repos",
  en: "the lab was not observed in its steady state",
});
