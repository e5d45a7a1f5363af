import type { Language, Text } from "../../agent/base/text.ts";
import type { Output } from "../command/context.ts";
import type { ProofRow } from "../oracle/prove/proof.ts";
import { table } from "../report/table.ts";
import type { PairProof } from "./audit.ts";

/** What becomes of each address of a pair after each fault, as a table. */
export function printProof({ faults }: PairProof, language: Language, out: Output): void {
  const addresses = [...new Set(faults.map(({ vip }) => vip))];
  if (addresses.length === 0) out.line({ fr: `\n${nothing.fr}`, en: `\n${nothing.en}` });
  for (const vip of addresses) {
    const rows = faults.filter((row) => row.vip === vip);
    const heads = [headings.what, headings.owner, headings.after, headings.verdict].map(
      (text) => text[language],
    );
    const cells = rows.map((row) => cellsOf(row, language));
    const [head = "", ...lines] = table([heads, ...cells], []);
    out.write(`\n${vip}\n${head}\n`);
    for (const [index, line] of lines.entries()) {
      const row = rows[index];
      out.write(`${row === undefined ? line : painted(line, row, out)}\n`);
      if (row?.reason) out.write(`      ${row.reason[language]}\n`);
    }
  }
}

function cellsOf(
  { text, ownersAfter, movedMs, verdict, kind }: ProofRow,
  language: Language,
): readonly string[] {
  const owners = ownersAfter.join(" + ") || none[language];
  const after =
    movedMs === null ? (verdict === "pass" || kind === "none" ? "–" : never[language]) : span(movedMs);
  return [text[language], owners, after, verdicts[verdict][language]];
}

function span([least, most]: readonly [number, number]): string {
  const seconds = (ms: number) => (ms >= 1000 ? (ms / 1000).toFixed(1) : (ms / 1000).toFixed(2));
  const [from, to] = [seconds(least), seconds(most)];
  return from === to ? `${to} s` : `${from}–${to} s`;
}

function painted(line: string, { verdict }: ProofRow, out: Output): string {
  return verdict === "pass" ? line : out.paint(verdict === "fail" ? "red" : "yellow", line);
}

const headings = {
  what: { fr: "ce qui arrive", en: "what happens" },
  owner: { fr: "propriétaire", en: "owner after it" },
  after: { fr: "après", en: "after" },
  verdict: { fr: "verdict", en: "verdict" },
} as const satisfies Record<string, Text>;

const verdicts: Readonly<Record<ProofRow["verdict"], Text>> = {
  pass: { fr: "bon", en: "ok" },
  warn: { fr: "attention", en: "mind" },
  fail: { fr: "MAUVAIS", en: "WRONG" },
};

const none: Text = { fr: "personne", en: "nobody" };
const never: Text = { fr: "jamais", en: "never" };
const nothing: Text = {
  fr: "Aucune adresse virtuelle : rien ne peut basculer.",
  en: "No virtual address: nothing can move.",
};
