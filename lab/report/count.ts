import type { Language } from "../../agent/base/text.ts";
import type { Verdict } from "../check/check.ts";
import type { Judgement } from "./judge.ts";

const wording = {
  fr: {
    steps: (n: number, all: number) => `${n} étapes réussies sur ${all}`,
    expectations: (n: number, all: number) => `${n} attentes remplies sur ${all}`,
  },
  en: {
    steps: (n: number, all: number) => `${n} of ${all} steps passed`,
    expectations: (n: number, all: number) => `${n} of ${all} expectations met`,
  },
} as const;

/** `6 of 6 steps passed · 6 of 6 expectations met`; empty for a run that expects nothing. */
export function countsOf({ steps, expectations }: Judgement, language: Language): string {
  const text = wording[language];
  const counts = [
    ...(steps.length === 0 ? [] : [text.steps(passed(steps), steps.length)]),
    ...(expectations.length === 0 ? [] : [text.expectations(passed(expectations), expectations.length)]),
  ];
  return counts.join(" · ");
}

function passed(list: readonly { readonly verdict: Verdict }[]): number {
  return list.filter((each) => each.verdict === "pass").length;
}
