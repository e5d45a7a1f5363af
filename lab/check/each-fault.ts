import type { Text } from "../../agent/base/text.ts";
import { type Verdict, worst } from "./check.ts";
import type { Facts } from "./facts.ts";
import type { MeasuredFault } from "./trial.ts";
import { inEvery } from "./words.ts";

/** What was found for one fault. */
export interface Finding {
  readonly verdict: Verdict;
  readonly actual: Text;
}

export const nothingMeasured: Finding = {
  verdict: "unknown",
  actual: { fr: "non mesuré", en: "not measured" },
};

/**
 * Judges every fault that `concerns` in every trial that counts. Void trials make the whole unknown only when none
 * is left: they are counted and shown beside the figures.
 */
export function judgeEach(
  { trials }: Facts,
  concerns: (fault: MeasuredFault) => boolean,
  judge: (fault: MeasuredFault) => Finding,
): Finding {
  const counting = trials.filter((trial) => trial.void === undefined);
  const findings = counting.flatMap(({ faults }) => faults.filter(concerns).map(judge));
  const [onlyVoid] = trials;
  if (findings.length === 0 && onlyVoid?.void !== undefined)
    return { verdict: "unknown", actual: onlyVoid.void };
  if (findings.length === 0) return nothingMeasured;
  const verdict = worst(findings.map((finding) => finding.verdict));
  const telling = findings.filter((finding) => finding.verdict === verdict);
  const [first = nothingMeasured] = telling;
  if (findings.length === 1) return first;
  const actual = inEvery((language) => `${telling.length}/${findings.length}: ${first.actual[language]}`);
  return { verdict, actual };
}
