import type { Language } from "../../../../agent/base/text.ts";
import type { Facts } from "../../../check/facts.ts";
import type { MeasuredFault, Trial } from "../../../check/trial.ts";
import { faultName } from "../../../check/words.ts";
import { momentNames } from "../../moment-name.ts";
import { timelineOf } from "../../timeline.ts";
import { sumChart } from "../chart/sum.ts";
import { timelineChart } from "../chart/timeline.ts";
import { type Html, html } from "../html.ts";
import type { PageSection } from "../section.ts";
import { tableOf } from "../table.ts";
import { milliseconds, prose } from "../words.ts";

/** Pictures of more trials would make the page heavy and say the same again. */
const mostPictures = 12;

const wording = {
  fr: {
    trial: (n: number) => `Essai ${n}`,
    void: "Essai nul :",
    when: "ms depuis la panne",
    what: "événement",
    node: "nœud",
    how: "vu par",
    stations: (target: string, fault: string) => `Le basculement pas à pas (${target}, ${fault})`,
    rest: (n: number) =>
      `Les ${n} autres essais n'ont pas de dessin ici ; leurs mesures sont dans le tableau des essais.`,
    legend:
      "Cadre : le retour que le protocole prévoit. Traits fins sur les nœuds : annonces VRRP. Bande étroite sous un état : le nœud a l'adresse virtuelle.",
    none: "Aucune panne n'a été mesurée.",
  },
  en: {
    trial: (n: number) => `Trial ${n}`,
    void: "Void trial:",
    when: "ms since the fault",
    what: "event",
    node: "node",
    how: "seen by",
    stations: (target: string, fault: string) => `The failover step by step (${target}, ${fault})`,
    rest: (n: number) =>
      `The other ${n} trials have no picture here; their figures are in the table of the trials.`,
    legend:
      "Frame: the return that the protocol predicts. Thin strokes at the nodes: VRRP adverts. Narrow band below a state: the node has the virtual IP.",
    none: "No fault was measured.",
  },
} as const;

/** Each trial on its time axis, and how the outage comes about. */
export const outage: PageSection = {
  title: { fr: "La coupure, mesurée et prévue", en: "The outage, measured and predicted" },
  body({ facts }, { language }) {
    const text = wording[language];
    if (facts.trials.length === 0) return html`<p>${text.none}</p>`;
    const [first, ...others] = facts.trials.slice(0, mostPictures);
    const more = others.map((trial) => {
      return html`<details><summary>${text.trial(trial.index + 1)}</summary>${trialPart(trial, facts, language)}</details>
`;
    });
    const hidden = facts.trials.length - mostPictures;
    const head = others.length > 0 && html`<h3>${text.trial((first?.index ?? 0) + 1)}</h3>`;
    return html`${head}${first && trialPart(first, facts, language)}<p class="note">${prose(text.legend)}</p>
${more}${hidden > 0 && html`<p class="note">${text.rest(hidden)}</p>`}`;
  },
};

function trialPart(trial: Trial, facts: Facts, language: Language): Html {
  const text = wording[language];
  const reason = trial.void && html`<p class="void">${text.void} ${trial.void[language]}</p>`;
  const sums = trial.faults.map((fault) => sumChart(fault, language));
  const struck = trial.faults.filter(({ action }) => action === "inject");
  return html`${reason}${timelineChart(trial, facts, language)}${sums}${struck.map((fault) => stations(fault, facts, language))}`;
}

function stations(fault: MeasuredFault, facts: Facts, language: Language): Html {
  const text = wording[language];
  const rows = timelineOf(fault, facts).map(({ atMs, node, kind, detail }) => [
    milliseconds(atMs - fault.strikeMs, language),
    momentNames[kind][language],
    node,
    detail[language],
  ]);
  const columns = [
    { head: text.when, figure: true },
    { head: text.what },
    { head: text.node },
    { head: text.how },
  ];
  return tableOf(text.stations(fault.target, faultName(fault.fault, language)), columns, rows);
}
