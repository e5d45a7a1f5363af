import { duration, faultName } from "../../check/words.ts";
import { struckOwners } from "../../exercise/struck.ts";
import type { Judgement } from "../judge.ts";
import { type Html, html } from "./html.ts";
import { mark } from "./mark.ts";
import type { PageOptions } from "./section.ts";
import { optional, range } from "./words.ts";

const wording = {
  fr: {
    title: (scenario: string) => `Rapport de basculement : ${scenario}`,
    verdict: "Verdict",
    steps: (n: number, all: number) => `${n} étapes réussies sur ${all}`,
    expectations: (n: number, all: number) => `${n} attentes remplies sur ${all}`,
    outage: (fault: string, target: string) => `Coupure vue par les clients (${target}, ${fault})`,
    median: (fault: string, target: string, n: number) =>
      `Coupure médiane de ${n} essais (${target}, ${fault})`,
    predicted: "Prévue par le protocole",
    owner: "Adresse virtuelle",
    lost: "Sondes perdues",
    gone: "pas revenu",
    void: "Essais nuls",
    none: "non mesurée",
    of: (n: number, all: number) => `${n} sur ${all}`,
  },
  en: {
    title: (scenario: string) => `Failover report: ${scenario}`,
    verdict: "Verdict",
    steps: (n: number, all: number) => `${n} of ${all} steps passed`,
    expectations: (n: number, all: number) => `${n} of ${all} expectations met`,
    outage: (fault: string, target: string) => `Outage that the clients saw (${target}, ${fault})`,
    median: (fault: string, target: string, n: number) =>
      `Median outage of ${n} trials (${target}, ${fault})`,
    predicted: "Predicted by the protocol",
    owner: "Virtual IP",
    lost: "Probes lost",
    gone: "not back",
    void: "Void trials",
    none: "not measured",
    of: (n: number, all: number) => `${n} of ${all}`,
  },
} as const;

export function titleOf({ facts }: Judgement, { language }: PageOptions): string {
  return wording[language].title(facts.run.scenario);
}

/** The answer first: verdict, outage, prediction, who has the address. */
export function header(judgement: Judgement, options: PageOptions): Html {
  const { facts, steps, expectations, verdict } = judgement;
  const { language } = options;
  const text = wording[language];
  const { run } = facts;
  const passed = (list: readonly { readonly verdict: string }[]) =>
    list.filter((each) => each.verdict === "pass").length;
  const counts = [
    ...(steps.length === 0 ? [] : [text.steps(passed(steps), steps.length)]),
    ...(expectations.length === 0 ? [] : [text.expectations(passed(expectations), expectations.length)]),
  ];
  return html`<header class="${verdict}">
<p class="run">bascule · ${run.stack} · ${run.runtime} · ${run.startedAt.slice(0, 16).replace("T", " ")} UTC</p>
<h1>${titleOf(judgement, options)}</h1>
<p class="verdict"><span class="hidden">${text.verdict} </span>${mark(verdict, language)} <span>${counts.join(" · ")}</span></p>
<dl class="figures">
${figures(judgement, options)}</dl>
</header>
`;
}

function figures({ facts, result }: Judgement, { language }: PageOptions): readonly Html[] {
  const text = wording[language];
  const [first] = struckOwners(facts);
  const summary =
    first && result.summary.find(({ fault, target }) => fault === first.fault && target === first.target);
  if (first === undefined || summary === undefined) return [figure(text.outage("–", "–"), text.none)];
  const many = facts.trials.length > 1;
  const name = faultName(first.fault, language);
  const gone = first.outage !== undefined && first.outage.outageMs === null;
  const outageMs = many ? summary.medianMs : (first.outage?.outageMs ?? null);
  const predicted = many
    ? range(summary.predictedMs, language)
    : singlePrediction(first.prediction?.outageMs, first.predictedMs, language);
  const voids = facts.trials.filter((trial) => trial.void !== undefined).length;
  const { sent = 0, lost = 0 } = first.outage ?? {};
  return [
    figure(
      many ? text.median(name, first.target, summary.n) : text.outage(name, first.target),
      !many && gone ? text.gone : optional(outageMs, language),
    ),
    figure(text.predicted, predicted),
    figure(text.owner, `${first.oldOwner ?? "–"} → ${first.newOwner ?? "–"}`),
    many ? figure(text.void, text.of(voids, facts.trials.length)) : figure(text.lost, text.of(lost, sent)),
  ];
}

function singlePrediction(
  ms: number | undefined,
  allowed: readonly [number, number] | null,
  language: PageOptions["language"],
): string {
  return ms === undefined ? range(allowed, language) : duration(ms, language);
}

function figure(name: string, value: string): Html {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>
`;
}
