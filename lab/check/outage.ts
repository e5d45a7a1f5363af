import { z } from "zod";
import type { Text } from "../../agent/base/text.ts";
import type { Check } from "./check.ts";
import { type Finding, judgeEach } from "./each-fault.ts";
import type { MeasuredFault } from "./trial.ts";
import { duration, inEvery } from "./words.ts";

interface Options {
  readonly maxMs?: number | undefined;
  readonly allowanceMs?: number | undefined;
}

/** A threshold below this many resolutions cannot be judged. */
const decidableResolutions = 4;

/**
 * The service was away no longer, and no shorter, than the protocol promises; or not longer than `maxMs`.
 * `allowanceMs` widens or narrows what is granted for scheduling on both sides of the prediction.
 */
export const outage: Check<Options> = {
  name: { fr: "durée de la coupure", en: "length of the outage" },
  options: z.strictObject({
    maxMs: z.number().positive().optional(),
    allowanceMs: z.number().min(0).optional(),
  }),
  judge(facts, options) {
    const injected = ({ action }: MeasuredFault) => action === "inject";
    const found = judgeEach(facts, injected, (fault) => judgeOutage(fault, options));
    const first = facts.trials.flatMap(({ faults }) => faults).find(injected);
    return { ...found, expected: expectation(first, options) };
  },
};

export function judgeOutage(fault: MeasuredFault, { maxMs, allowanceMs }: Options): Finding {
  const { outage: measured } = fault;
  if (measured === undefined)
    return { verdict: "unknown", actual: { fr: "non mesurée", en: "not measured" } };
  const { outageMs, resolutionMs } = measured;
  if (outageMs === null) {
    return {
      verdict: "fail",
      actual: { fr: "le service n'est pas revenu", en: "the service did not come back" },
    };
  }
  const actual = inEvery(
    (language) => `${duration(outageMs, language)} (± ${duration(resolutionMs, language)})`,
  );
  const range = maxMs === undefined ? predictedRange(fault, allowanceMs) : ([0, maxMs] as const);
  if (range === undefined || range[1] < decidableResolutions * resolutionMs)
    return { verdict: "unknown", actual };
  return { verdict: outageMs >= range[0] && outageMs <= range[1] ? "pass" : "fail", actual };
}

function predictedRange(fault: MeasuredFault, allowanceMs?: number) {
  const { predictedMs, prediction, decidedBy, outage: measured } = fault;
  if (predictedMs === null) return undefined;
  if (allowanceMs === undefined || prediction === undefined || decidedBy === "watch") return predictedMs;
  const wideMs = allowanceMs + (measured?.resolutionMs ?? 0);
  return [Math.max(0, prediction.outageMs - wideMs), prediction.outageMs + wideMs] as const;
}

function expectation(fault: MeasuredFault | undefined, { maxMs, allowanceMs }: Options): Text {
  if (maxMs !== undefined) return inEvery((language) => `≤ ${duration(maxMs, language)}`);
  const range = fault === undefined ? undefined : predictedRange(fault, allowanceMs);
  if (range === undefined) return { fr: "aucune prédiction", en: "no prediction" };
  return inEvery((language) => `${duration(range[0], language)} … ${duration(range[1], language)}`);
}
