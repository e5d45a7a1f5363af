import type { Language } from "../../../../agent/base/text.ts";
import type { MeasuredFault, Trial } from "../../../check/trial.ts";
import { duration, faultAndWay, percent } from "../../../check/words.ts";
import { phaseChart } from "../chart/phase.ts";
import { html } from "../html.ts";
import type { PageSection } from "../section.ts";
import { tableOf } from "../table.ts";
import { optional, prose, range } from "../words.ts";

const wording = {
  fr: {
    summary: "Résumé de chaque panne",
    all: "Chaque panne de chaque essai",
    heads: ["panne", "nœud", "essais", "nuls", "médiane", "IC 95 %", "p1 – p99", "min – max", "prévu"],
    each: [
      "essai",
      "panne",
      "nœud",
      "phase",
      "coupure",
      "prévue",
      "écart",
      "résolution",
      "perdues",
      "en retard",
      "de → à",
      "deux maîtres",
    ],
    phase:
      "Phase : temps entre la dernière annonce et la panne, en part de l'intervalle. Écart : mesuré moins prévu. Un essai nul n'entre dans aucun résumé.",
    because: "nul parce que",
    gone: "pas revenu",
  },
  en: {
    summary: "Each fault summed up",
    all: "Every fault of every trial",
    heads: ["fault", "node", "trials", "void", "median", "95 % CI", "p1 – p99", "min – max", "predicted"],
    each: [
      "trial",
      "fault",
      "node",
      "phase",
      "outage",
      "predicted",
      "residual",
      "resolution",
      "lost",
      "late",
      "from → to",
      "two owners",
    ],
    phase:
      "Phase: the time from the last advert to the fault, as a share of the interval. Residual: measured less predicted. A void trial counts in no summary.",
    because: "void because",
    gone: "not back",
  },
} as const;

/** All trials as figures: the summary, outage against phase, and the void ones with their reasons. */
export const trials: PageSection = {
  title: { fr: "Les essais en chiffres", en: "The trials in figures" },
  body({ result, facts }, { language }) {
    if (facts.trials.length === 0) return undefined;
    const text = wording[language];
    const sums = result.summary.map((row) => [
      faultAndWay(row.fault, row.decidedBy, language),
      row.target,
      row.n,
      row.void,
      optional(row.medianMs, language),
      range(row.ci95Ms, language),
      range(pair(row.p1Ms, row.p99Ms), language),
      range(pair(row.minMs, row.maxMs), language),
      range(row.predictedMs, language),
    ]);
    const many = facts.trials.length > 1;
    const summary = many && tableOf(text.summary, columns(text.heads, 2, 9), sums);
    const anyVoid = facts.trials.some((trial) => trial.void !== undefined);
    const heads = anyVoid ? [...text.each, text.because] : text.each;
    const rows = facts.trials.flatMap((trial) => {
      const because = anyVoid ? [trial.void?.[language] ?? ""] : [];
      return trial.faults.map((fault) => [...rowOf(trial, fault, language), ...because]);
    });
    const all = tableOf(text.all, columns(heads, 3, 11), rows);
    const folded = rows.length > 12 ? html`<details><summary>${text.all}</summary>${all}</details>` : all;
    return html`${summary}${many && phaseChart(facts, language)}${folded}<p class="note">${prose(text.phase)}</p>
`;
  },
};

function rowOf({ index }: Trial, fault: MeasuredFault, language: Language) {
  const { target, phase, outage, prediction, predictedMs, oldOwner, newOwner, dualOwnerMs } = fault;
  const measuredMs = outage?.outageMs ?? null;
  const residualMs =
    prediction === undefined || measuredMs === null || fault.decidedBy === "watch"
      ? null
      : measuredMs - prediction.outageMs;
  const gone = outage !== undefined && outage.outageMs === null;
  return [
    index + 1,
    faultAndWay(fault.fault, fault.decidedBy, language),
    target,
    phase === null ? "–" : percent(phase, language),
    gone ? wording[language].gone : optional(measuredMs, language),
    range(predictedMs, language),
    residualMs === null ? "–" : `${residualMs >= 0 ? "+" : ""}${duration(residualMs, language)}`,
    optional(outage?.resolutionMs ?? null, language),
    outage?.lost ?? "–",
    outage?.late ?? "–",
    `${oldOwner ?? "–"} → ${newOwner ?? "–"}`,
    optional(dualOwnerMs, language),
  ];
}

/** Those from `first` to before `end` hold figures. */
function columns(heads: readonly string[], first: number, end: number) {
  return heads.map((head, index) => ({ head, figure: index >= first && index < end }));
}

function pair(low: number | null, high: number | null): readonly [number, number] | null {
  return low === null || high === null ? null : [low, high];
}
