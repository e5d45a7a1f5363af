import type { Language } from "../../../agent/base/text.ts";
import { duration, faultAndWay } from "../../check/words.ts";
import type { Section } from "../section.ts";
import { table } from "../table.ts";

const heads = {
  fr: ["panne", "nœud", "essais", "nuls", "médiane", "IC 95 %", "p1 – p99", "min – max", "prévu"],
  en: ["fault", "node", "trials", "void", "median", "95 % CI", "p1 – p99", "min – max", "predicted"],
} as const;

/** Statistics over the trials, when there is more than one. */
export const summary: Section = {
  title: { fr: "Tous les essais", en: "All trials" },
  lines({ result, facts }, { language }) {
    if (facts.trials.length < 2) return [];
    const rows = result.summary.map((row) => [
      faultAndWay(row.fault, row.decidedBy, language),
      row.target,
      `${row.n}`,
      `${row.void}`,
      figure(row.medianMs, language),
      range(row.ci95Ms, language),
      range(pair(row.p1Ms, row.p99Ms), language),
      range(pair(row.minMs, row.maxMs), language),
      range(row.predictedMs, language),
    ]);
    return table([heads[language], ...rows], [2, 3, 4]);
  },
};

function pair(low: number | null, high: number | null): readonly [number, number] | null {
  return low === null || high === null ? null : [low, high];
}

function range(values: readonly [number, number] | null, language: Language): string {
  return values === null ? "–" : `${figure(values[0], language)} – ${figure(values[1], language)}`;
}

function figure(ms: number | null, language: Language): string {
  return ms === null ? "–" : duration(ms, language);
}
