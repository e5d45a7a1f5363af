/** One word of the file, quotes removed. Lines and columns count from 1. */
export interface Word {
  readonly text: string;
  readonly quoted: boolean;
  readonly line: number;
  readonly column: number;
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
const breaks = /[\s{}"'#!]/;

/** Splits a keepalived.conf: `#` and `!` begin a comment outside quotes, braces stand for themselves. Never throws. */
export function lex(text: string): Lexed {
  const items: Item[] = [];
  const troubles: LexicalTrouble[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) lexLine(line, index + 1, items, troubles);
  return { items, troubles };
}

function lexLine(line: string, lineNumber: number, items: Item[], troubles: LexicalTrouble[]): void {
  let words: Word[] = [];
  const endStatement = () => {
    const [first, ...rest] = words;
    if (first !== undefined) items.push({ kind: "words", words: [first, ...rest] });
    words = [];
  };
  for (let index = 0; index < line.length; ) {
    const character = line[index] ?? "";
    if (comment.test(character)) {
      if (/[^\s{}]/.test(line[index - 1] ?? " ")) troubles.push(glued(line, index, lineNumber));
      break;
    }
    if (character === "{" || character === "}") {
      endStatement();
      const at = { text: character, quoted: false, line: lineNumber, column: index + 1 };
      items.push({ kind: character === "{" ? "open" : "close", at });
    }
    if (/[\s{}]/.test(character)) {
      index += 1;
      continue;
    }
    const { word, end, closed } = readWord(line, index, lineNumber);
    if (!closed) {
      troubles.push({ kind: "open-quote", at: word });
      return;
    }
    words.push(word);
    index = end;
  }
  endStatement();
}

function readWord(line: string, start: number, lineNumber: number) {
  const quote = line[start];
  const place = { line: lineNumber, column: start + 1 };
  if (quote === '"' || quote === "'") {
    const close = line.indexOf(quote, start + 1);
    const closed = close >= 0;
    const end = closed ? close : line.length;
    return { word: { text: line.slice(start + 1, end), quoted: true, ...place }, end: end + 1, closed };
  }
  let end = start + 1;
  while (end < line.length && !breaks.test(line[end] ?? "")) end += 1;
  return { word: { text: line.slice(start, end), quoted: false, ...place }, end, closed: true };
}

function glued(line: string, index: number, lineNumber: number): LexicalTrouble {
  return {
    kind: "glued-comment",
    at: { text: line.slice(index), quoted: false, line: lineNumber, column: index + 1 },
  };
}
