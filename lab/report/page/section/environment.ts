import { html } from "../html.ts";
import type { PageSection } from "../section.ts";

const wording = {
  fr: {
    scenario: "Scénario",
    topology: "Topologie",
    stack: "Programmes (stack)",
    runtime: "Construit dans (runtime)",
    started: "Commencé",
    kernel: "Noyau Linux",
    cpus: "Processeurs",
    node: "Node.js",
    bascule: "bascule",
    seed: "Graine (seed)",
    lab: "Identifiant du labo",
    probes: "Sondes du client",
    every: (name: string, ms: number) => `${name} toutes les ${ms} ms`,
    notes: "Remarques pendant l'essai",
  },
  en: {
    scenario: "Scenario",
    topology: "Topology",
    stack: "Programs (stack)",
    runtime: "Built in (runtime)",
    started: "Begun",
    kernel: "Linux kernel",
    cpus: "Processors",
    node: "Node.js",
    bascule: "bascule",
    seed: "Seed",
    lab: "Id of the lab",
    probes: "Probes of the client",
    every: (name: string, ms: number) => `${name} every ${ms} ms`,
    notes: "Notes made during the run",
  },
} as const;

/** What a figure depends on beside the settings: the machine, the programs, the probes. */
export const environment: PageSection = {
  title: { fr: "Où et avec quoi", en: "Where and with what" },
  body({ facts }, { language }) {
    const { run, events, tracks } = facts;
    const text = wording[language];
    const probes = Object.entries(tracks).map(([name, { intervalMs }]) => text.every(name, intervalMs));
    const notes = events.flatMap((event) =>
      event.kind === "note" ? [html`<li><code>${event.code}</code> ${event.node} ${event.detail}</li>`] : [],
    );
    const versions = events.flatMap((event) =>
      event.kind === "version" ? [[event.program, event.version]] : [],
    );
    const rows = [
      [text.scenario, run.scenario],
      [text.topology, run.topology],
      [text.stack, run.stack],
      [text.runtime, run.runtime],
      ...versions,
      [text.bascule, run.version],
      [text.started, `${run.startedAt.slice(0, 19).replace("T", " ")} UTC`],
      [text.kernel, run.host.kernel],
      [text.cpus, run.host.cpus],
      [text.node, run.host.node],
      [text.probes, probes.join(", ")],
      [text.seed, run.seed],
      [text.lab, run.labId],
    ].filter(([, value]) => value !== undefined && value !== "");
    const list = rows.map(
      ([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>
`,
    );
    return html`<dl class="facts">
${list}</dl>
${notes.length > 0 && html`<h3>${text.notes}</h3><ul>${notes}</ul>`}`;
  },
};
