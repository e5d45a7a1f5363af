/** A text and, for each of its characters, the column of the file that it comes from. */
export interface Mapped {
  readonly text: string;
  readonly columns: readonly number[];
}

/** A line as it is read: substitutions done. Lines and columns count from 1 and mean the file. */
export interface SourceLine extends Mapped {
  /** Absent in the main file. */
  readonly file?: string;
  readonly line: number;
  /** Behind `@bascule`. */
  readonly ours?: true;
}

export function mapped(text: string): Mapped {
  return { text, columns: Array.from(text, (_, index) => index + 1) };
}

export function sliced({ text, columns }: Mapped, start: number, end = text.length): Mapped {
  return { text: text.slice(start, end), columns: columns.slice(start, end) };
}

/** `value` in place of what stands from `start` to `end`; all of it counts as standing where that began. */
export function replaced({ text, columns }: Mapped, start: number, end: number, value: string): Mapped {
  const column = columns[start] ?? 1;
  return {
    text: text.slice(0, start) + value + text.slice(end),
    columns: [...columns.slice(0, start), ...Array.from(value, () => column), ...columns.slice(end)],
  };
}

/** No others: a blank that was copied from a web page (U+00A0) belongs to its word, as for the original. */
const blanks = " \t\n\v\f\r";

export function trimmed(line: Mapped): Mapped {
  let start = 0;
  let end = line.text.length;
  while (start < end && blanks.includes(line.text[start] ?? "")) start += 1;
  while (end > start && blanks.includes(line.text[end - 1] ?? "")) end -= 1;
  return sliced(line, start, end);
}

/** The lines of a text that a substitution made several of. */
export function splitLines(line: Mapped): readonly Mapped[] {
  const ends = [...line.text.matchAll(/\n/g)].map(({ index }) => index);
  const starts = [0, ...ends.map((end) => end + 1)];
  return starts.map((start, index) => sliced(line, start, ends[index] ?? line.text.length));
}

/** Without its comment: `#` or `!` outside double quotes, and what is behind. */
export function withoutComment(line: Mapped): Mapped {
  let quoted = false;
  for (let index = 0; index < line.text.length; index++) {
    const character = line.text[index] ?? "";
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === "#" || character === "!")) return sliced(line, 0, index);
  }
  return line;
}
