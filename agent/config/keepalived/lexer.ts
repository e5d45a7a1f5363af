import type { SourceLine } from "./source-line.ts";

/** One word of the file, quotes removed. Lines and columns count from 1. */
export interface Word {
  readonly text: string;
  readonly quoted: boolean;
  readonly line: number;
  readonly column: number;
  /** Absent in the main file. */
  readonly file?: string;
  /** Behind `@bascule`. */
  readonly ours?: true;
}

/** The file as statements and braces; a brace ends the statement before it, wherever it stands. */
export type Item =
  | { readonly kind: "words"; readonly words: readonly [Word, ...Word[]] }
  | { readonly kind: "open"; readonly at: Word }
  | { readonly kind: "close"; readonly at: Word };

/** What is odd in the text itself: a quote that no other ends, a comment sign glued to a word. */
export interface LexicalTrouble {
  readonly kind: "open-quote" | "glued-comment";
  readonly at: Word;
}

export interface Lexed {
  readonly items: readonly Item[];
  readonly troubles: readonly LexicalTrouble[];
}

const comment = /[#!]/;
/** No other blank parts words: one that was copied from a web page (U+00A0) belongs to its word, as for the original. */
const blank = /[ \t\n\v\f\r]/;
const breaks = /[ \t\n\v\f\r{}"'#!]/;

/** Splits a keepalived.conf: `#` and `!` begin a comment outside quotes, braces stand for themselves. Never throws. */
export function lex(lines: readonly SourceLine[]): Lexed {
  const items: Item[] = [];
  const troubles: LexicalTrouble[] = [];
  for (const line of lines) lexLine(line, items, troubles);
  return { items, troubles };
}

function lexLine(source: SourceLine, items: Item[], troubles: LexicalTrouble[]): void {
  const { text: line } = source;
  let words: Word[] = [];
  const endStatement = () => {
    const [first, ...rest] = words;
    if (first !== undefined) items.push({ kind: "words", words: [first, ...rest] });
    words = [];
  };
  for (let index = 0; index < line.length; ) {
    const character = line[index] ?? "";
    if (comment.test(character)) {
      // Behind a byte order mark, of which the reader speaks anyway, it is not glued to anything.
      if (!/[ \t\n\v\f\r{}\ufeff]/.test(line[index - 1] ?? " "))
        troubles.push({ kind: "glued-comment", at: wordAt(source, index, line.length) });
      break;
    }
    if (character === "{" || character === "}") {
      endStatement();
      items.push({ kind: character === "{" ? "open" : "close", at: wordAt(source, index, index + 1) });
    }
    if (blank.test(character) || character === "{" || character === "}") {
      index += 1;
      continue;
    }
    const { word, end, closed } = readWord(source, index);
    if (!closed) {
      troubles.push({ kind: "open-quote", at: word });
      return;
    }
    words.push(word);
    index = end;
  }
  endStatement();
}

function readWord(source: SourceLine, start: number) {
  const { text: line } = source;
  const quote = line[start];
  if (quote === '"' || quote === "'") {
    const close = line.indexOf(quote, start + 1);
    const closed = close >= 0;
    const end = closed ? close : line.length;
    const word = { ...wordAt(source, start, end), text: line.slice(start + 1, end), quoted: true };
    return { word, end: end + 1, closed };
  }
  let end = start + 1;
  while (end < line.length && !breaks.test(line[end] ?? "")) end += 1;
  return { word: wordAt(source, start, end), end, closed: true };
}

function wordAt({ text, columns, line, file, ours }: SourceLine, start: number, end: number): Word {
  const from = { ...(file === undefined ? {} : { file }), ...(ours && { ours }) };
  return { text: text.slice(start, end), quoted: false, line, column: columns[start] ?? 1, ...from };
}
