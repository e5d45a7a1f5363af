import type { Step } from "../../scenario/schema.ts";
import { fault } from "./fault.ts";
import { heal } from "./heal.ts";
import { steady } from "./steady.ts";
import type { StepContext, StepKind } from "./step.ts";
import { until } from "./until.ts";

const steps = { fault, heal, until, steady } satisfies {
  [Kind in keyof Step]-?: StepKind<NonNullable<Step[Kind]>>;
};

/** Runs the one key that a step has. */
export async function runStep(step: Step, context: StepContext): Promise<void> {
  for (const kind of Object.keys(steps) as (keyof typeof steps)[]) {
    const options = step[kind];
    if (options !== undefined) await (steps[kind] as StepKind<unknown>).run(options, context);
  }
}
