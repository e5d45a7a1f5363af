import type { Text } from "./text.ts";

/** The candidate that `written` was probably meant to be: at most one slip of the hand per three letters; else undefined. */
export function nearest(written: string, candidates: Iterable<string>): string | undefined {
  const wanted = written.toLowerCase();
  let best: string | undefined;
  let bestSlips = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    // So many letters too many or too few are so many slips at least.
    if (Math.abs(candidate.length - wanted.length) >= bestSlips) continue;
    const found = slips(wanted, candidate.toLowerCase());
    if (found < bestSlips) [best, bestSlips] = [candidate, found];
  }
  return best;
}

/** ` Did you mean "check"?`, or nothing. */
export function didYouMean(written: string, candidates: Iterable<string>): Text {
  const found = nearest(written, candidates);
  return found === undefined
    ? { fr: "", en: "" }
    : { fr: ` Vouliez-vous dire "${found}" ?`, en: ` Did you mean "${found}"?` };
}

/** Insertions, deletions, replacements and swaps of neighbours: the optimal string alignment distance. */
function slips(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let i = 1; i <= a.length; i++) rows.push(nextRow(a, b, i, rows));
  return rows[a.length]?.[b.length] ?? 0;
}

function nextRow(a: string, b: string, i: number, rows: readonly (readonly number[])[]): number[] {
  const above = rows[i - 1] ?? [];
  const row = [i];
  for (let j = 1; j <= b.length; j++) {
    const replaced = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
    const areSwapped = j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
    const swapped = areSwapped ? (rows[i - 2]?.[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
    row.push(Math.min((row[j - 1] ?? 0) + 1, (above[j] ?? 0) + 1, replaced, swapped));
  }
  return row;
}
