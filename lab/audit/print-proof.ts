import type { Language, Text } from "../../agent/base/text.ts";
import type { Output } from "../command/context.ts";
import type { ProofReturn, ProofRow, Range } from "../oracle/prove/proof.ts";
import { table } from "../report/table.ts";
import type { PairProof } from "./audit.ts";

/** What becomes of each address of a pair after each fault, as a table, and once the fault is over, as another. */
export function printProof({ faults }: PairProof, language: Language, out: Output): void {
  const addresses = [...new Set(faults.map(({ vip }) => vip))];
  if (addresses.length === 0) out.line({ fr: `\n${nothing.fr}`, en: `\n${nothing.en}` });
  for (const vip of addresses) {
    const rows = faults.filter((row) => row.vip === vip);
    out.write(`\n${vip}\n`);
    printFaults(rows, language, out);
    printReturns(rows, language, out);
  }
}

function printFaults(rows: readonly ProofRow[], language: Language, out: Output): void {
  const { what, owner, after, watched, verdict } = headings;
  const heads = [what, owner, after, watched, verdict].map((text) => text[language]);
  const [head = "", ...lines] = table([heads, ...rows.map((row) => cellsOf(row, language))], []);
  out.write(`${head}\n`);
  for (const [index, line] of lines.entries()) {
    const row = rows[index];
    out.write(`${row === undefined ? line : painted(line, row, out)}\n`);
    if (row?.reason) out.write(`      ${row.reason[language]}\n`);
  }
}

function cellsOf(
  { text, ownersAfter, movedMs, watched, verdict, kind }: ProofRow,
  language: Language,
): readonly string[] {
  const after =
    movedMs === null ? (verdict === "pass" || kind === "none" ? "–" : never[language]) : span(movedMs);
  const early = watched === null ? "–" : atMost(watched.movedMs);
  return [text[language], ownersOf(ownersAfter, language), after, early, verdicts[verdict][language]];
}

/** Where the address goes once a fault that moved it is over. */
function printReturns(rows: readonly ProofRow[], language: Language, out: Output): void {
  const calm = rows.find(({ kind }) => kind === "none")?.ownersAfter[0];
  const returns = merged(
    rows.flatMap(({ back, movedMs }) => (back === null || movedMs === null ? [] : back)),
  );
  if (returns.length === 0) return;
  const { over, ownerThen, after } = headings;
  const heads = [over, ownerThen, after].map((text) => text[language]);
  const cells = returns.map(({ text, owners, movedMs }) => [
    text[language],
    ownersOf(owners, language),
    movedMs === null ? "–" : span(movedMs),
  ]);
  out.write(`\n${table([heads, ...cells], []).join("\n")}\n`);
  const stays = returns.some(({ owners: [owner] }) => owner !== calm);
  out.write(`      ${(stays ? staysThere : comesBack)[language]}\n`);
}

/** A daemon that was stopped and one that was killed come back in the same way. */
function merged(returns: readonly ProofReturn[]): readonly ProofReturn[] {
  const byText = new Map<string, ProofReturn>();
  for (const one of returns) {
    const before = byText.get(one.text.en)?.movedMs;
    const movedMs = before && one.movedMs ? around(before, one.movedMs) : one.movedMs;
    byText.set(one.text.en, { ...one, movedMs });
  }
  return [...byText.values()];
}

function around(one: Range, other: Range): Range {
  return [Math.min(one[0], other[0]), Math.max(one[1], other[1])];
}

function ownersOf(owners: readonly string[], language: Language): string {
  return owners.join(" + ") || none[language];
}

function span([least, most]: readonly [number, number]): string {
  const seconds = (ms: number) => (ms >= 1000 ? (ms / 1000).toFixed(1) : (ms / 1000).toFixed(2));
  const [from, to] = [seconds(least), seconds(most)];
  return from === to ? `${to} s` : `${from}–${to} s`;
}

/** What the network, the kernel and the moment add is left open: `≤ 0.25 s`. */
function atMost([, mostMs]: Range): string {
  const bound = roundBounds.find((each) => mostMs <= each * 1000) ?? Math.ceil(mostMs / 1000);
  return `≤ ${bound} s`;
}

const roundBounds = [0.01, 0.03, 0.1, 0.25, 0.5, 1];

function painted(line: string, { verdict }: ProofRow, out: Output): string {
  return verdict === "pass" ? line : out.paint(verdict === "fail" ? "red" : "yellow", line);
}

const headings = {
  what: { fr: "ce qui arrive", en: "what happens" },
  owner: { fr: "propriétaire", en: "owner after it" },
  after: { fr: "après", en: "after" },
  watched: { fr: "bascule", en: "bascule" },
  over: { fr: "quand c'est fini", en: "once it is over" },
  ownerThen: { fr: "propriétaire", en: "owner" },
  verdict: { fr: "verdict", en: "verdict" },
} as const satisfies Record<string, Text>;

const verdicts: Readonly<Record<ProofRow["verdict"], Text>> = {
  pass: { fr: "bon", en: "ok" },
  warn: { fr: "attention", en: "mind" },
  fail: { fr: "MAUVAIS", en: "WRONG" },
};

const comesBack: Text = {
  fr: "Jusque-là, l'autre nœud répond. Puis le plus prioritaire reprend l'adresse : un second changement, de quelques millisecondes. Avec nopreempt (et state BACKUP) sur les deux nœuds, elle resterait où elle est.",
  en: "Until then the other node answers. Then the one with the higher priority takes the address back: a second change, of a few milliseconds. With nopreempt (and state BACKUP) on both nodes it would stay where it is.",
};
const staysThere: Text = {
  fr: "nopreempt : l'adresse reste où elle est, et ne bouge qu'à la panne suivante.",
  en: "nopreempt: the address stays where it is, and moves only after the next fault.",
};
const none: Text = { fr: "personne", en: "nobody" };
const never: Text = { fr: "jamais", en: "never" };
const nothing: Text = {
  fr: "Aucune adresse virtuelle : rien ne peut basculer.",
  en: "No virtual address: nothing can move.",
};
