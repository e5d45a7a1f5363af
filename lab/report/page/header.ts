import type { Language } from "../../../agent/base/text.ts";
import type { MeasuredFault } from "../../check/trial.ts";
import { duration, faultAndWay } from "../../check/words.ts";
import { struckOwners } from "../../exercise/struck.ts";
import { countsOf } from "../count.ts";
import type { Judgement } from "../judge.ts";
import { simulationNote } from "../simulation.ts";
import { type Html, html } from "./html.ts";
import { mark } from "./mark.ts";
import type { PageOptions } from "./section.ts";
import { optional, range } from "./words.ts";

const wording = {
  fr: {
    title: (scenario: string) => `Rapport de basculement : ${scenario}`,
    verdict: "Verdict",
    outage: (fault: string, target: string) => `Coupure vue par les clients (${target}, ${fault})`,
    median: (fault: string, target: string, n: number) =>
      `Coupure médiane de ${n} essais (${target}, ${fault})`,
    predicted: "Prévue par le protocole",
    alone: "VRRP seul aurait mis",
    owner: "Adresse virtuelle",
    lost: "Sondes perdues",
    gone: "pas revenu",
    void: "Essais nuls",
    nothing: "Coupure vue par les clients",
    none: "non mesurée",
    of: (n: number, all: number) => `${n} sur ${all}`,
  },
  en: {
    title: (scenario: string) => `Failover report: ${scenario}`,
    verdict: "Verdict",
    outage: (fault: string, target: string) => `Outage that the clients saw (${target}, ${fault})`,
    median: (fault: string, target: string, n: number) =>
      `Median outage of ${n} trials (${target}, ${fault})`,
    predicted: "Predicted by the protocol",
    alone: "VRRP alone would have taken",
    owner: "Virtual IP",
    lost: "Probes lost",
    gone: "not back",
    void: "Void trials",
    nothing: "Outage that the clients saw",
    none: "not measured",
    of: (n: number, all: number) => `${n} of ${all}`,
  },
} as const;

export function titleOf({ facts }: Judgement, { language }: PageOptions): string {
  return wording[language].title(facts.run.scenario);
}

/** The answer first: verdict, outage, prediction, who has the address. */
export function header(judgement: Judgement, options: PageOptions): Html {
  const { facts, verdict } = judgement;
  const { language } = options;
  const text = wording[language];
  const { run } = facts;
  const note = simulationNote(run);
  return html`<header class="${verdict}">
<p class="run">bascule · ${run.stack} · ${run.runtime} · ${run.startedAt.slice(0, 16).replace("T", " ")} UTC</p>
<h1>${titleOf(judgement, options)}</h1>
${
  note === undefined
    ? []
    : html`<p class="run">${note[language]}</p>
`
}<p class="verdict"><span class="hidden">${text.verdict} </span>${mark(verdict, language)} <span>${countsOf(judgement, language)}</span></p>
<dl class="figures">
${figures(judgement, options)}</dl>
</header>
`;
}

function figures({ facts, result }: Judgement, { language }: PageOptions): readonly Html[] {
  const text = wording[language];
  const struck = struckOwners(facts);
  const kinds = [
    ...Map.groupBy(struck, ({ fault, target, decidedBy }) => `${fault} ${target} ${decidedBy}`).values(),
  ];
  const [first] = struck;
  if (first === undefined) return [figure(text.nothing, text.none)];
  const voids = facts.trials.filter((trial) => trial.void !== undefined).length;
  const { sent = 0, lost = 0 } = first.outage ?? {};
  const many = facts.trials.length > 1;
  return [
    ...kinds.flatMap(([fault]) =>
      fault === undefined ? [] : faultFigures(fault, many ? result : undefined, language),
    ),
    figure(text.owner, `${first.oldOwner ?? "–"} → ${first.newOwner ?? "–"}`),
    ...(many || kinds.length > 1 ? [] : [figure(text.lost, text.of(lost, sent))]),
    ...(many || voids > 0 ? [figure(text.void, text.of(voids, facts.trials.length))] : []),
  ];
}

/** Outage and prediction; of many trials, their median. */
function faultFigures(
  { fault, target, outage, prediction, predictedMs, decidedBy }: MeasuredFault,
  result: Judgement["result"] | undefined,
  language: Language,
): readonly Html[] {
  const text = wording[language];
  const name = faultAndWay(fault, decidedBy, language);
  const summary = result?.summary.find(
    (row) => row.fault === fault && row.target === target && row.decidedBy === decidedBy,
  );
  if (summary !== undefined) {
    return [
      figure(text.median(name, target, summary.n), optional(summary.medianMs, language)),
      figure(text.predicted, range(summary.predictedMs, language)),
    ];
  }
  const gone = outage !== undefined && outage.outageMs === null;
  const measured = gone ? text.gone : optional(outage?.outageMs ?? null, language);
  const predicted =
    prediction === undefined ? range(predictedMs, language) : duration(prediction.outageMs, language);
  return [
    figure(text.outage(name, target), measured),
    figure(decidedBy === "watch" ? text.alone : text.predicted, predicted),
  ];
}

function figure(name: string, value: string): Html {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>
`;
}
