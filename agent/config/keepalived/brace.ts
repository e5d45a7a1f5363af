import type { Item, Word } from "./lexer.ts";

/** A block that is probably not closed, and the word in front of which its `}` should stand. */
export interface Unclosed {
  readonly opener: Word;
  /** Absent: at the end of the file. */
  readonly before?: Word;
}

/** The line with the missing `}`, below the margin of its block. */
export function missingBrace({ opener, before }: Unclosed): { before: Word; line: string } | undefined {
  return before && { before, line: `${" ".repeat(opener.column - 1)}}` };
}

/** A `}` that is probably one too many, and the block that it ends too early. */
export interface Superfluous {
  readonly close: Word;
  readonly opener?: Word;
}

interface BraceGuess {
  readonly unclosed: readonly Unclosed[];
  readonly superfluous: readonly Superfluous[];
}

interface Open {
  readonly opener: Word;
  /** The column in which its line begins. */
  readonly indent: number;
  /** Its first line stands further in: the author indents, so that a line further out says that the block is over. */
  indented?: boolean;
}

/** Blocks that stand at the top of a file and nowhere else. */
const topLevel = /^(global_defs|vrrp_(instance|script|sync_group|track_\w+)|virtual_server(_group)?)$/;

/** Where braces are missing or too many, judged by how the author indents: as compilers do, a guess and no more. None where their numbers are equal. */
export function guessBraces(items: readonly Item[]): BraceGuess {
  const count = (kind: Item["kind"]) => items.filter((item) => item.kind === kind).length;
  if (count("open") === count("close")) return { unclosed: [], superfluous: [] };
  const walk = new Walk();
  for (const item of items) walk.step(item);
  return walk.end();
}

class Walk {
  readonly #unclosed: Unclosed[] = [];
  readonly #superfluous: Superfluous[] = [];
  readonly #open: Open[] = [];
  #line = "";
  #indent = 1;
  #last: Word | undefined;

  step(item: Item): void {
    const at = item.kind === "words" ? item.words[0] : item.at;
    const line = `${at.file ?? ""}:${at.line}`;
    const isFirst = line !== this.#line;
    if (isFirst) this.#indent = at.column;
    this.#line = line;
    if (item.kind === "words") this.#words(at, isFirst);
    else if (item.kind === "open") this.#open.push({ opener: this.#last ?? at, indent: this.#indent });
    else this.#close(at, isFirst);
  }

  end(): BraceGuess {
    for (const { opener } of this.#open) this.#unclosed.push({ opener });
    return { unclosed: this.#unclosed, superfluous: this.#superfluous };
  }

  #words(at: Word, isFirst: boolean): void {
    this.#last = at;
    if (!isFirst) return;
    for (let top = this.#open.at(-1); top !== undefined && this.#isOver(top, at); top = this.#open.at(-1)) {
      this.#unclosed.push({ opener: top.opener, before: at });
      this.#open.pop();
    }
    const top = this.#open.at(-1);
    if (top !== undefined) top.indented ??= this.#indent > top.indent;
  }

  #isOver(top: Open, at: Word): boolean {
    return topLevel.test(at.text) || (top.indented === true && this.#indent <= top.indent);
  }

  #close(at: Word, isFirst: boolean): void {
    const fits = ({ indent }: Open) => indent === this.#indent;
    const top = this.#open.at(-1);
    if (isFirst && top !== undefined && !fits(top)) {
      if (this.#open.some(fits)) this.#closeUpTo(at);
      else if (this.#indent > top.indent && top.indented !== false) {
        this.#superfluous.push({ close: at, opener: top.opener });
        return;
      }
    }
    if (this.#open.pop() === undefined) this.#superfluous.push({ close: at });
  }

  /** This `}` stands under a block further out: those within are not closed. */
  #closeUpTo(at: Word): void {
    for (
      let top = this.#open.at(-1);
      top !== undefined && top.indent > this.#indent;
      top = this.#open.at(-1)
    ) {
      this.#unclosed.push({ opener: top.opener, before: at });
      this.#open.pop();
    }
  }
}
