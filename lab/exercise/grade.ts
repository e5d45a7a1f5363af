import type { Text } from "../../agent/base/text.ts";
import { type Verdict, worst } from "../check/check.ts";
import type { JudgedStep, StepName } from "./index.ts";

/** What `bascule grade --json` gives; texts in both languages. */
export interface Grade {
  readonly version: 0;
  readonly lab: string;
  readonly points: number;
  readonly outOf: number;
  /** The worst of the steps. */
  readonly verdict: Verdict;
  readonly steps: readonly GradedStep[];
}

interface GradedStep {
  readonly step: StepName;
  readonly number: number;
  readonly title: Text;
  readonly verdict: Verdict;
  readonly points: number;
  readonly outOf: number;
  readonly evidence: Text;
  readonly hint: Text | null;
}

/** A step earns its points by passing; what was not decided earns none, and is told apart. */
export function gradeOf(lab: string, judged: readonly JudgedStep[]): Grade {
  const steps = judged.map(({ step, number, title, verdict, points, evidence, hint = null }) => {
    return {
      step,
      number,
      title,
      verdict,
      points: verdict === "pass" ? points : 0,
      outOf: points,
      evidence,
      hint,
    };
  });
  return {
    version: 0,
    lab,
    points: steps.reduce((sum, { points }) => sum + points, 0),
    outOf: steps.reduce((sum, { outOf }) => sum + outOf, 0),
    verdict: worst(steps.map(({ verdict }) => verdict)),
    steps,
  };
}
