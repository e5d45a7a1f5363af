import type { z } from "zod";
import type { Text } from "../../agent/base/text.ts";
import type { Facts } from "./facts.ts";

/** No measurement means unknown. */
export type Verdict = "pass" | "fail" | "unknown";

export interface Judged {
  readonly verdict: Verdict;
  readonly expected: Text;
  readonly actual: Text;
}

/**
 * Something that a scenario may expect. Judging is pure: the same history gives the same verdict at any time.
 * @example export const outage: Check<{ maxMs?: number }> = { name, options, judge: (facts, { maxMs }) => … }
 */
export interface Check<Options = never> {
  readonly name: Text;
  /** The scenario's options, defaults filled. */
  readonly options: z.ZodType<Options>;
  judge(facts: Facts, options: Options): Judged;
}

/** The worst wins: one failure outweighs everything, and one unknown all that passed. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes("fail")) return "fail";
  return verdicts.includes("unknown") || verdicts.length === 0 ? "unknown" : "pass";
}
