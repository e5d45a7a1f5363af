/** The word of `known` that `word` was probably meant to be: at most one typing error per three letters; else undefined. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((candidate) => ({ candidate, errors: typingErrors(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, errors }) => errors <= Math.max(1, Math.floor(candidate.length / 3)))
    .sort((a, b) => a.errors - b.errors);
  return ranked[0]?.candidate;
}

/** Insertions, deletions, replacements and swaps of neighbours ("optimal string alignment" distance). */
function typingErrors(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let i = 1; i <= a.length; i++) rows.push(nextRow(a, b, i, rows));
  return rows[a.length]?.[b.length] ?? 0;
}

function nextRow(a: string, b: string, i: number, rows: readonly number[][]): number[] {
  const above = rows[i - 1] ?? [];
  const row = [i];
  for (let j = 1; j <= b.length; j++) {
    const replaced = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
    const swapped =
      a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (rows[i - 2]?.[j - 2] ?? 0) + 1 : Infinity;
    row.push(Math.min((row[j - 1] ?? 0) + 1, (above[j] ?? 0) + 1, replaced, swapped));
  }
  return row;
}
