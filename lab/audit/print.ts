import type { SourceOf } from "../../agent/base/excerpt.ts";
import type { Problem } from "../../agent/base/problem.ts";
import type { Language, Text } from "../../agent/base/text.ts";
import type { Output } from "../command/context.ts";
import { table } from "../report/table.ts";
import type { Audit, Judgement } from "./audit.ts";
import { printProblems } from "./print-problem.ts";
import { printProof } from "./print-proof.ts";

/** For people: which files, what becomes of each address after each fault, what to change, and the sum of it. */
export function printAudit({ judgement, sources }: Audit, language: Language, out: Output): void {
  const { proof, problems, nodes } = judgement;
  const sourceOf: SourceOf = (file, line) => sources.get(file)?.[line - 1];
  out.write(`${files(nodes, language)}\n`);
  for (const pair of proof) printProof(pair, language, out);
  if (proof.some(({ faults }) => faults.length > 0)) out.write(`\n  ${simulated[language]}\n`);
  if (proof.length === 0 && nodes.some(({ keepalived }) => keepalived !== null))
    out.write(`\n${noPair[language]}\n`);
  out.write("\n");
  printProblems(problems, language, sourceOf, out);
  out.write(`${summary[language](sumOf(judgement))} ${ends[judgement.verdict][language]}\n`);
}

function files(nodes: Judgement["nodes"], language: Language): string {
  const rows = nodes.map(({ name, keepalived, haproxy }) => [
    name,
    keepalived ?? noFile[language],
    haproxy ?? "",
  ]);
  return table(rows).join("\n");
}

interface Sum {
  readonly tried: number;
  readonly stuck: number;
  readonly mistakes: number;
  readonly advice: number;
}

function sumOf({ proof, problems }: Judgement): Sum {
  const rows = proof.flatMap(({ faults }) => faults);
  const count = (wanted: readonly Problem["severity"][]) =>
    problems.filter(({ severity }) => wanted.includes(severity)).length;
  return {
    tried: rows.filter(({ kind }) => kind !== "none").length,
    stuck: rows.filter(({ verdict }) => verdict === "fail").length,
    mistakes: count(["mistake", "fatal"]),
    advice: count(["advice"]),
  };
}

const counted = (number: number, one: string, more: string) => `${number} ${number === 1 ? one : more}`;

const summary: Readonly<Record<Language, (sum: Sum) => string>> = {
  fr: ({ tried, stuck, mistakes, advice }) => {
    const faults = `${counted(tried, "panne essayée", "pannes essayées")}, ${counted(stuck, "mauvaise issue", "mauvaises issues")} ; `;
    return `${tried === 0 ? "" : faults}${counted(mistakes, "erreur", "erreurs")}, ${counted(advice, "conseil", "conseils")}.`;
  },
  en: ({ tried, stuck, mistakes, advice }) => {
    const faults = `${counted(tried, "fault", "faults")} tried, ${counted(stuck, "wrong outcome", "wrong outcomes")}; `;
    return `${tried === 0 ? "" : faults}${counted(mistakes, "mistake", "mistakes")}, ${counted(advice, "piece", "pieces")} of advice.`;
  },
};

const ends: Readonly<Record<Judgement["verdict"], Text>> = {
  pass: { fr: "C'est bon.", en: "Good." },
  fail: { fr: "À corriger.", en: "To be mended." },
  refused: {
    fr: "À corriger : le démon ne démarrerait pas.",
    en: "To be mended: the daemon would not start.",
  },
};

const noFile: Text = { fr: "pas de keepalived.conf", en: "no keepalived.conf" };
const noPair: Text = {
  fr: "Un seul keepalived.conf : donnez aussi celui de l'autre nœud pour comparer les deux et essayer les pannes.",
  en: "One keepalived.conf only: give the other node's too, to compare the two and to try the faults.",
};
const simulated: Text = {
  fr: "Simulé. « après » : aux délais de VRRP, ceux de keepalived aussi ; « bascule » : entre deux démons de bascule, qui se surveillent (docs/failover.md). Après kill -9, et tant qu'il est figé, keepalived 2.2.7 laisse l'adresse sur les deux nœuds.",
  en: 'Simulated. "after": by the timers of VRRP, which are keepalived\'s too; "bascule": between two of bascule\'s daemons, which watch each other (docs/failover.md). After kill -9, and while it hangs, keepalived 2.2.7 leaves the address on both nodes.',
};
