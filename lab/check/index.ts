import type { Expectation } from "../history/event.ts";
import type { Check, Judged } from "./check.ts";
import { distribution } from "./distribution.ts";
import type { Facts } from "./facts.ts";
import { failback } from "./failback.ts";
import { oneOwner } from "./one-owner.ts";
import { outage } from "./outage.ts";
import { steady } from "./steady.ts";
import { takeover } from "./takeover.ts";

/** What a scenario may expect, by the name it uses. */
export const checks = {
  takeover,
  outage,
  failback,
  "one-owner": oneOwner,
  distribution,
  steady,
} as const;

export type CheckName = keyof typeof checks;

/** Throws RangeError for an unknown name and ZodError (its paths inside the options) for wrong options. */
export function parseExpectation(name: string, options: unknown): Expectation {
  const check = checkOf(name);
  return { check: name, options: check.options.parse(options) as Expectation["options"] };
}

export function judgeExpectation(facts: Facts, { check, options }: Expectation): Judged {
  const found = checkOf(check);
  return found.judge(facts, found.options.parse(options));
}

/** Each check's options are what its own schema made of them: the pairing cannot go wrong here. */
export function checkOf(name: string): Check<unknown> {
  if (!Object.hasOwn(checks, name)) throw new RangeError(`${name} is not a check`);
  return checks[name as CheckName] as unknown as Check<unknown>;
}
