import type { Text } from "../../agent/base/text.ts";
import type { Verdict } from "../check/check.ts";
import type { Facts } from "../check/facts.ts";
import { backends } from "./step/backends.ts";
import { balancers } from "./step/balancers.ts";
import { failover } from "./step/failover.ts";
import { times } from "./step/times.ts";
import { traffic } from "./step/traffic.ts";
import { vip } from "./step/vip.ts";
import { type Step, type StepFinding, unknown } from "./step.ts";

/** The practical exercise of module 16, §6, in its order. */
export const steps = { balancers, vip, backends, failover, traffic, times } as const satisfies Record<
  string,
  Step
>;

export type StepName = keyof typeof steps;

export interface JudgedStep {
  readonly step: StepName;
  /** From 1. */
  readonly number: number;
  readonly title: Text;
  readonly asks: Text;
  /** What the step is worth; it earns them by passing. */
  readonly points: number;
  readonly verdict: Verdict;
  readonly evidence: Text;
  readonly hint?: Text;
}

/** Judges all steps in order; one that needs a step which did not pass is unknown, never failed. */
export function judgeSteps(facts: Facts): readonly JudgedStep[] {
  const judged: JudgedStep[] = [];
  for (const [index, [step, { title, asks, points, needs, judge }]] of entries().entries()) {
    const missing = judged.find((earlier) => needs.includes(earlier.step) && earlier.verdict !== "pass");
    const finding = missing === undefined ? judge(facts) : notJudged(missing);
    judged.push({ step, number: index + 1, title, asks, points, ...finding });
  }
  return judged;
}

function entries(): [StepName, Step][] {
  return Object.entries(steps) as [StepName, Step][];
}

function notJudged({ number, verdict }: JudgedStep): StepFinding {
  const evidence =
    verdict === "fail"
      ? { fr: `non jugée, car l'étape ${number} a échoué`, en: `not judged because step ${number} failed` }
      : {
          fr: `non jugée, car l'étape ${number} ne l'est pas`,
          en: `not judged because step ${number} is not decided`,
        };
  return unknown(evidence, {
    fr: `Réussissez d'abord l'étape ${number}`,
    en: `Make step ${number} pass first`,
  });
}
