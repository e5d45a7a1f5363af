import { z } from "zod";
import { successorOf } from "../oracle/predict.ts";
import type { Check } from "./check.ts";
import { judgeEach } from "./each-fault.ts";
import { duration, inEvery } from "./words.ts";

/** The owner is struck: the node that the configuration names next has the virtual IP afterwards. */
export const takeover: Check<Record<string, never>> = {
  name: { fr: "reprise par le suivant", en: "takeover by the next in line" },
  options: z.strictObject({}) as z.ZodType<Record<string, never>>,
  judge(facts) {
    const struck = facts.trials[0]?.faults.find(({ action }) => action === "inject")?.target;
    const next = struck === undefined ? undefined : successorOf(facts.promise, struck)?.node;
    const found = judgeEach(
      facts,
      ({ action, target, oldOwner }) => action === "inject" && target === oldOwner,
      ({ target, newOwner, newOwnerMs, strikeMs }) => {
        const expected = successorOf(facts.promise, target)?.node;
        if (newOwner === null || newOwnerMs === null) {
          return {
            verdict: "fail",
            actual: { fr: "personne n'a repris l'adresse", en: "nobody took the address" },
          };
        }
        const after = (language: "fr" | "en") => duration(newOwnerMs - strikeMs, language);
        const actual = { fr: `${newOwner} après ${after("fr")}`, en: `${newOwner} after ${after("en")}` };
        return { verdict: newOwner === expected ? "pass" : "fail", actual };
      },
    );
    const successor = next ?? "?";
    return {
      ...found,
      expected: inEvery((language) =>
        language === "fr" ? `${successor} reprend l'adresse` : `${successor} takes the address`,
      ),
    };
  },
};
