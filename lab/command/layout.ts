/** A term and what it means: an option, a command, an example. */
export type Row = readonly [term: string, description: string];

/** Wider lines are hard to read. */
const widest = 100;
/** A longer term gets a line of its own. */
const longestTerm = 26;

interface Layout {
  readonly columns: number;
  paintTerm(term: string): string;
}

/** Terms in one column, their meanings beside or below them, in lines that fit the terminal. */
export function rowLines(rows: readonly Row[], { columns, paintTerm }: Layout): readonly string[] {
  const lengths = rows.map(([term]) => term.length).filter((length) => length <= longestTerm);
  const width = Math.max(0, ...lengths);
  return rows.flatMap(([term, description]) => {
    const isLong = term.length > width;
    const indent = isLong ? 6 : width + 4;
    const [first = "", ...others] = wrap(description, columns - indent).map(
      (line, index) => `${index === 0 && !isLong ? "" : " ".repeat(indent)}${line}`,
    );
    const head = `  ${paintTerm(term)}`;
    if (isLong) return [head, first, ...others];
    return [`${head}${" ".repeat(width - term.length)}  ${first}`, ...others];
  });
}

/** Lines of at most `columns` characters; French signs stay with their word. */
export function wrap(text: string, columns: number): readonly string[] {
  const words = text.split(/(?<!«) (?![:;?!»])/);
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > Math.min(columns, widest)) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
