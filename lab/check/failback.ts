import { z } from "zod";
import { failbackWithinMs, rightfulOwner } from "../oracle/predict.ts";
import type { Check } from "./check.ts";
import { type Finding, judgeEach, nothingMeasured } from "./each-fault.ts";
import type { Facts } from "./facts.ts";
import type { MeasuredFault } from "./trial.ts";
import { duration, inEvery } from "./words.ts";

interface Options {
  readonly maxMs?: number | undefined;
}

/** The rightful owner is healed: it takes the virtual IP back in the time that its configuration needs. */
export const failback: Check<Options> = {
  name: { fr: "retour au propriétaire légitime", en: "return to the rightful owner" },
  options: z.strictObject({ maxMs: z.number().positive().optional() }),
  judge(facts, { maxMs }) {
    const owner = rightfulOwner(facts.promise.balancers)?.node;
    const found = judgeEach(
      facts,
      ({ action, target }) => action === "heal" && target === owner,
      (fault) => judgeFailback(fault, facts, maxMs),
    );
    const name = owner ?? "?";
    return { ...found, expected: { fr: `${name} reprend l'adresse`, en: `${name} takes the address back` } };
  },
};

export function judgeFailback(fault: MeasuredFault, { promise }: Facts, maxMs: number | undefined): Finding {
  const { target, newOwner, newOwnerMs, strikeMs, oldOwner, window } = fault;
  // It was never lost (or by nobody taken): there is nothing to come back.
  if (oldOwner === target) return nothingMeasured;
  const withinMs = maxMs ?? failbackWithinMs(promise, oldOwner ?? "");
  if (newOwner !== target || newOwnerMs === null) {
    const watchedMs = window.toMs - strikeMs;
    const tooEarly = withinMs !== undefined && watchedMs < withinMs;
    const actual = inEvery((language) =>
      language === "fr"
        ? `pas de retour en ${duration(watchedMs, language)}`
        : `no return in ${duration(watchedMs, language)}`,
    );
    return { verdict: tooEarly ? "unknown" : "fail", actual };
  }
  const tookMs = newOwnerMs - strikeMs;
  const actual = inEvery((language) =>
    language === "fr"
      ? `${target} après ${duration(tookMs, language)}`
      : `${target} after ${duration(tookMs, language)}`,
  );
  return { verdict: withinMs !== undefined && tookMs <= withinMs ? "pass" : "fail", actual };
}
